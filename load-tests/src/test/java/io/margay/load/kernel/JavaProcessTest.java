package io.margay.load.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JavaProcessTest {
    /// What is run.
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            System.out.println("said " + String.join(" ", arguments));
            System.err.println("whispered");
            System.exit(arguments.length);
        }
    }

    @Test
    void whatAProcessSaidAndHowItEndedIsKept() throws IOException, InterruptedException {
        var command = new ArrayList<>(JavaProcess.command(Program.class.getName()));
        command.addAll(List.of("one", "two"));
        var process = JavaProcess.run(command);
        assertThat(process.err()).contains("whispered");
        assertThat(process.out()).contains("said one two");
        assertThat(process.code()).isEqualTo(2);
        assertThat(process.wall()).isPositive();
    }
}
