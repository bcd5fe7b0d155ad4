using ClipGrid.Cli.Hosting;

using Interruption interruption = new();
return await ClipGridCommand.RunAsync(args, CliConsole.OfProcess(), interruption.Token);
