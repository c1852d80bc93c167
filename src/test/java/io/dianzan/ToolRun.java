package io.dianzan;

import io.dianzan.kit.ToolSite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One run of a command inside the test's own process: its exit status and what it said. */
record ToolRun(int status, byte[] out, String err) {
    static ToolRun of(ToolSite site, String... words) {
        var arguments = new ArrayList<>(List.of(words));
        if (!arguments.contains("--help")) {
            arguments.add("--config=" + site.config());
        }
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            var line = Main.commandLine();
            line.setErr(new PrintWriter(err, true));
            line.setOut(new PrintWriter(System.out, true));
            var status = line.execute(arguments.toArray(String[]::new));
            return new ToolRun(status, out.toByteArray(), err.toString());
        } finally {
            System.setOut(before);
        }
    }

    String text() {
        return new String(out, StandardCharsets.UTF_8);
    }
}
