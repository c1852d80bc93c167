# docker build -t dianzan . && docker run --rm -p 8080:8080 dianzan
# Another command of the line in the place of "serve": docker run --rm dianzan check

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
COPY src/main src/main
RUN mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:25-jre
# Java draws text (cards and posters) by these libraries; the fonts are our own
RUN apt-get update && apt-get install -y --no-install-recommends fontconfig libfreetype6 \
  && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home dianzan && install -d -o dianzan -m 700 /opt/dianzan/data
WORKDIR /opt/dianzan
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/dianzan.jar .
COPY conf conf
USER dianzan

# Inside a container loopback is nobody's: the public port listens on all. The management port stays inside.
ENV DIANZAN_HTTP_HOST=0.0.0.0
EXPOSE 8080
VOLUME /opt/dianzan/data

# By bash, since a runtime image need not have curl; the port is management.port of the config.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s CMD bash -c \
  'exec 3<>/dev/tcp/127.0.0.1/${DIANZAN_MANAGEMENT_PORT:-8081} \
  && printf "GET /ready HTTP/1.0\r\n\r\n" >&3 && head -n1 <&3 | grep -q " 200 "'

# Netty's epoll is native code, and libraries use sun.misc.Unsafe; JAVA_TOOL_OPTIONS takes more options.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
  "-Ddianzan.home=/opt/dianzan", "-jar", "dianzan.jar"]
CMD ["serve"]
