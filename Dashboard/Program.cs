using ClipGrid.Dashboard.Hosting;

return await WebTier.RunAsync(args);
