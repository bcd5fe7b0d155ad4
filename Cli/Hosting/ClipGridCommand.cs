using System.CommandLine;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Cli.Hosting;

/// <summary>The <c>clipgrid</c> command: a command line to an exit code.</summary>
internal static class ClipGridCommand
{
    /// <summary>Runs a command line; errors become one sentence on standard error.</summary>
    public static async Task<int> RunAsync(string[] args, CliConsole console, CancellationToken cancellationToken)
    {
        try
        {
            // A text to search for may begin with @: that names no file of arguments.
            ParseResult parsed = new RootOfCommands(console).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0)
                return Misused(console, parsed, MisuseWords.Of(parsed));
            InvocationConfiguration configuration = new()
            {
                Output = console.Output,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Say(console, "Cancelled.");
            return ExitCode.Cancelled;
        }
        catch (MisuseException e)
        {
            Say(console, e.Message);
            return ExitCode.Misused;
        }
        catch (GridException e)
        {
            Say(console, e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Say(console, $"A file cannot be read or written: {e.Message} Check its path, rights and the room on the disk.");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            Say(console, $"The command itself failed ({e.GetType().Name}: {e.Message}): please report this with the command line that was given.");
            return ExitCode.Failed;
        }
    }

    private static int Misused(CliConsole console, ParseResult parsed, string message)
    {
        string words = string.Join(' ', Path(parsed.CommandResult.Command));
        Say(console, $"{message.TrimEnd('.')}. See {words} --help.");
        return ExitCode.Misused;
    }

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Path(parent).Append(command.Name) : ["clipgrid"];

    private static void Say(CliConsole console, string sentence) => console.Error.WriteLine($"clipgrid: {Words.Line(sentence)}");
}
