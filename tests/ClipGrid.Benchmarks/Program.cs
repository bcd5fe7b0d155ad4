using System.Globalization;
using ClipGrid.Benchmarks.Grid;
using ClipGrid.Benchmarks.Pages;
using ClipGrid.Benchmarks.Runs;
using ClipGrid.Benchmarks.Speed;
using ClipGrid.Model.Native;

TorchRuntime.EnsureLoaded();
switch (args)
{
    case ["model"]:
        new ModelBenchmark(Console.Out).Run();
        return 0;
    case ["grid"]:
        await new GridBenchmark(Console.Out).RunAsync(withSearchAndEmbedding: true);
        return 0;
    case ["sessions"]:
        await new GridBenchmark(Console.Out).RunAsync(withSearchAndEmbedding: false);
        return 0;
    case ["load"] or ["load", _]:
        await new GridBenchmark(Console.Out).RunLoadAsync(TimeSpan.FromSeconds(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60));
        return 0;
    case ["pages", .. var parts]:
        await new PagesBenchmark(Console.Out).RunAsync(parts);
        return 0;
    case ["emoji", .. var options]:
        return await new EmojiRun(Console.Out).Run(RunOptions.Parse(options));
    case ["fashion-mnist", .. var options]:
        return await new FashionMnistRun(Console.Out).Run(RunOptions.Parse(options));
    case ["labels", .. var options]:
        return await new FashionLabelsRun(Console.Out).Run(RunOptions.Parse(options));
    default:
        Console.Error.WriteLine("""
            Usage: ClipGrid.Benchmarks COMMAND
              model                                  speed of every part of Model, each beside the machine's own limit, in one run
              grid                                   what the grid adds to the bare work: a silo in this process beside Model alone, in one run
              sessions                               of that, what a session adds to the bare trainer
              load [SECONDS]                         many who search 100,000 vectors at once, each part for so long (60)
              pages [paint] [zoom] [list] [feed] [idle]   open pages of a silo in a process of its own, in the Chromium that CLIPGRID_CHROMIUM names; no word for all
              emoji [--data DIR] [--steps N]         trains a small CLIP on emoji from scratch and measures retrieval
              fashion-mnist [--data DIR] [--steps N] trains a small CLIP on Fashion-MNIST and measures zero-shot classification
              labels [--data DIR] [--steps N]        the same model, then its labels: a linear probe, a full fine-tune of N steps, and mixtures of both ends
            DIR holds the folders openmoji and fashion-mnist; default: CLIPGRID_DATA, or ../shared/data beside the repository.
            """);
        return 2;
}
