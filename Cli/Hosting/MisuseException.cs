namespace ClipGrid.Cli.Hosting;

/// <summary>Options that do not go together: ends with <see cref="ExitCode.Misused"/>.</summary>
internal sealed class MisuseException(string sentence) : Exception(sentence);
