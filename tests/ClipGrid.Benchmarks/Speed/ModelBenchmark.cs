using System.Globalization;
using ClipGrid.Model.Network;
using ClipGrid.Model.Training;
using static TorchSharp.torch;

namespace ClipGrid.Benchmarks.Speed;

/// <summary>Prints how fast Model is, each part beside the machine's matrix rate measured around it in the same run.</summary>
internal sealed class ModelBenchmark(TextWriter output)
{
    private const int CaptionTokens = 12;

    internal void Run()
    {
        set_num_threads(Environment.ProcessorCount);
        output.WriteLine($"{Environment.ProcessorCount} cores, {get_num_threads()} torch threads, captions of {CaptionTokens} tokens");
        output.WriteLine($"float32 matrix product 2048 x 2048: {MatrixRate.Measure() / 1e9:f0} GFLOP/s");
        Network("ViT-B/32", batchSize: 32);
        Network("Tiny/8@64", batchSize: 128);
        output.WriteLine();
        ProbeBenchmark.Run(output);
        output.WriteLine();
        InputBenchmark.Run(output);
    }

    private void Network(string preset, int batchSize)
    {
        ClipConfig config = ClipPresets.Get(preset);
        using var network = new ClipNetwork(config);
        ClipInitialization.Initialize(network, 1);
        output.WriteLine();
        output.WriteLine($"{preset}, batches of {batchSize}");
        network.eval();
        Images(network, batchSize);
        Texts(network, batchSize);
        Training(network, batchSize);
    }

    private void Images(ClipNetwork network, int batchSize)
    {
        float[] pixels = FixedBatch.Pixels(network.Config, batchSize);
        double seconds = Stopwatches.Best(() => Inferred(() => network.EncodeUnitImages(pixels)));
        Report("images/s", batchSize / seconds, Flops.Image(network.Config));
    }

    private void Texts(ClipNetwork network, int batchSize)
    {
        ClipConfig config = network.Config;
        int T = config.Text.ContextLength;
        long[] captions = FixedBatch.Tokens(config, batchSize * 4, CaptionTokens), full = FixedBatch.Tokens(config, batchSize, T);
        (double fullSeconds, double captionSeconds) = Stopwatches.Best(
            () => Inferred(() => network.EncodeUnitTexts(full, T)), () => Inferred(() => network.EncodeUnitTexts(captions, T)));
        double fullRate = batchSize / fullSeconds, captionRate = 4 * batchSize / captionSeconds;
        Report($"texts/s at {T} tokens", fullRate, Flops.Text(config, T));
        Report($"texts/s at {CaptionTokens} tokens", captionRate, Flops.Text(config, CaptionTokens), $"{captionRate / fullRate:f1} x full length");
    }

    // The trainer beside the same towers and loss without it: both take turns on the same batch.
    private void Training(ClipNetwork network, int batchSize)
    {
        var data = new FixedBatch(network.Config, batchSize, CaptionTokens);
        var specification = new TrainingSpecification
        {
            Seed = 1,
            BatchSize = batchSize,
            Schedule = new ConstantSchedule { BaseRate = 1e-5, TotalSteps = 10_000 },
        };
        using var trainer = new ClipTrainer(network, specification, data);
        var bare = new PairGradients(network, specification);
        (double bareSeconds, double stepSeconds) = Stopwatches.Best(
            () =>
            {
                bare.Compute(data.Batch).Dispose();
                foreach (NamedTensor part in network.State().Where(part => !part.IsBuffer))
                    ((TorchSharp.Modules.Parameter)part.Value).grad = null;
            },
            () => trainer.Step());
        double flops = Flops.TrainedPair(network.Config, CaptionTokens);
        Report("pairs/s forward and backward", batchSize / bareSeconds, flops);
        Report("pairs/s trained", batchSize / stepSeconds, flops, $"trainer overhead {(stepSeconds / bareSeconds) - 1:p1}, AdamW included");
    }

    // The matrix rate is measured again beside each figure: on a shared machine it drifts within a minute.
    private void Report(string what, double rate, double flopsEach, string? remark = null)
    {
        double share = rate * flopsEach / MatrixRate.Measure();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-30} {rate,9:f1}   {share,4:p0} of the matrix rate   {remark}"));
    }

    private static void Inferred(Func<Tensor> encode)
    {
        using var frozen = inference_mode();
        encode().Dispose();
    }
}
