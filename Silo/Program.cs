using ClipGrid.Silo.Hosting;

return SiloCommand.Run(args, Console.Out, Console.Error);
