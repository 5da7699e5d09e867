package io.tocsin.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/// Where the program begins. Flags without a command mean `serve`, as an existing unit file has
/// them.
public final class Main {
  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    System.exit(run(List.of(args), Console.ofProcess()));
  }

  /// Runs one command line and returns its exit code: 2 for a line that cannot be understood.
  static int run(List<String> words, Console console) throws InterruptedException {
    try {
      return dispatch(words, console);
    } catch (UsageException e) {
      console.err().println("tocsin: " + e.getMessage());
      return 2;
    } catch (IOException | RuntimeException e) {
      console.err().println("tocsin: " + message(e));
      return 1;
    }
  }

  /// Returns what is wrong in words: of some exceptions the message is the path alone.
  private static String message(Exception e) {
    var message = e.getMessage();
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileAlreadyExistsException taken -> taken.getFile() + ": is there already";
      case NullPointerException bug -> bug.toString();
      default -> message == null || message.isBlank() ? e.toString() : message;
    };
  }

  private static int dispatch(List<String> words, Console console)
      throws IOException, InterruptedException {
    if (words.isEmpty()) {
      return dispatch(List.of("serve"), console); // as a unit file without arguments means it
    }
    if (List.of("--help", "-h", "help").contains(words.getFirst())) {
      console.out().print(Commands.help(words.subList(1, words.size())));
      return 0;
    }
    if (List.of("--version", "version").contains(words.getFirst())) {
      console.out().println("tocsin " + Version.current());
      return 0;
    }
    boolean asked = words.size() == 2 && List.of("--help", "-h").contains(words.getLast());
    if (asked && !words.getFirst().startsWith("-")) {
      console.out().print(Commands.help(words.subList(0, 1)));
      return 0;
    }
    var command = words.getFirst().startsWith("-") ? Commands.serve() : Commands.find(words);
    int named = words.getFirst().startsWith("-") ? 0 : command.words().size();
    var rest = words.subList(named, words.size());
    if (rest.contains("--help") || rest.contains("-h")) {
      console.out().print(command.help());
      return 0;
    }
    var arguments = Arguments.parse(command.options(), rest);
    for (var option : arguments.ignored()) {
      console.err().println("tocsin: --" + option + " has no effect in Tocsin");
    }
    return command.action().run(arguments, console);
  }
}
