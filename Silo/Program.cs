using ClipGrid.Silo.Hosting;

using Interruption interruption = new();
return await SiloCommand.RunAsync(args, SiloConsole.OfProcess(), interruption);
