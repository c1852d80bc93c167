package io.dianzan.bench;

/**
 * CPU time, user and system, in microseconds; {@code server} is the whole process of Java without {@code jit}, its
 * compiler threads.
 */
record CpuTime(double server, double jit, double postgres, double redis) {

    CpuTime since(CpuTime before) {
        return new CpuTime(server - before.server, jit - before.jit, postgres - before.postgres, redis - before.redis);
    }

    CpuTime per(long count) {
        return new CpuTime(server / count, jit / count, postgres / count, redis / count);
    }

    /** What counts; the compilers' part ends some time after the start, and is told apart. */
    double total() {
        return server + postgres + redis;
    }
}
