using System.Text.Json;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using ClipGrid.TestKit;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Training;

public sealed class TrainingGoldenTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(3)]
    public void PairGradients_FirstBatch_EqualReference(int? microBatchSize)
    {
        using var leaks = new LeakCheck();
        using var scope = NewDisposeScope();
        using JsonDocument runs = GoldenTensors.LoadJson("training/runs.json");
        using ClipNetwork network = GoldenNetwork.Load(GoldenRun.InitialModel(runs.RootElement));
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("training/gradients_batch0.safetensors");
        TrainingBatch batch = new GoldenRun(GoldenRun.Halves).Rows(0, 1, 2, 3);
        var rows = new BatchTensors(network, batch);
        using (no_grad())
        {
            TorchTensors.Close(golden["image_features_normalized"], rows.EncodeImages(0, 4), 5e-6, "image features");
            TorchTensors.Close(golden["text_features_normalized"], rows.EncodeTexts(0, 4), 5e-6, "text features");
        }
        Tensor loss = new PairGradients(network, Specification(1e-3, 1) with { MicroBatchSize = microBatchSize }).Compute(batch).Loss;
        TorchTensors.Close(golden["loss"], loss, 1e-5, "loss");
        foreach (NamedTensor part in network.State())
            TorchTensors.Close(golden[$"grad.{part.Name}"], part.Value.grad!, 1e-5, part.Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public void PairGradients_WholeSet_NormsEqualReference(int? microBatchSize)
    {
        using var scope = NewDisposeScope();
        using JsonDocument runs = GoldenTensors.LoadJson("training/runs.json");
        using JsonDocument summary = GoldenTensors.LoadJson("training/gradients_batch8_summary.json");
        using ClipNetwork network = GoldenNetwork.Load(GoldenRun.InitialModel(runs.RootElement));
        TrainingBatch batch = new GoldenRun(GoldenRun.Halves).Rows(0, 1, 2, 3, 4, 5, 6, 7);
        Tensor loss = new PairGradients(network, Specification(1e-3, 1) with { MicroBatchSize = microBatchSize }).Compute(batch).Loss;
        Assert.Equal(summary.RootElement.GetProperty("loss").GetDouble(), loss.item<float>(), 1e-5);
        foreach (NamedTensor part in network.State())
        {
            double norm = Math.Sqrt(part.Value.grad!.Values().Sum(g => (double)g * g));
            Assert.Equal(summary.RootElement.GetProperty("grad_l2").GetProperty(part.Name).GetDouble(), norm, 1e-4);
        }
    }

    [Theory]
    [InlineData("const", "adamw_const_step1", 1)]
    [InlineData("const", "adamw_const_step2", 2)]
    [InlineData("const", "adamw_const_step5", 5)]
    [InlineData("const", "adamw_const_step10", 10)]
    [InlineData("cosine", "adamw_cosine_step10", 10)]
    [InlineData("new_rule", "adamw_newrule_step10", 10)]
    [InlineData("grad_clip_1", null, 6)]
    [InlineData("clamp_low", null, 6)]
    [InlineData("clamp_high", null, 3)]
    [InlineData("long_60_steps", null, 60)]
    public void Step_GoldenRun_EveryStepEqualsReference(string name, string? weightsFile, int stepCount)
    {
        using JsonDocument runs = GoldenTensors.LoadJson("training/runs.json");
        JsonElement run = runs.RootElement.GetProperty("runs").GetProperty(name);
        using ClipNetwork network = GoldenNetwork.Load(GoldenRun.InitialModel(runs.RootElement));
        int[][] batches = GoldenRun.Halves;
        TrainingSpecification specification = Specification(run, runs.RootElement.GetProperty("hyper"));
        if (run.TryGetProperty("settings", out JsonElement settings))
        {
            using var frozen = no_grad();
            if (settings.TryGetProperty("logit_scale0", out JsonElement scale))
                network.LogitScale.fill_(scale.GetSingle());
            if (settings.TryGetProperty("batches", out JsonElement order))
                batches = order.Deserialize<int[][]>()!;
            if (settings.TryGetProperty("clip", out JsonElement clip))
                specification = specification with { GradientClipNorm = clip.GetDouble() };
        }
        using var trainer = new ClipTrainer(network, specification, new GoldenRun(batches));
        foreach (JsonElement expected in run.GetProperty("log").EnumerateArray().Take(stepCount))
        {
            StepResult step = trainer.Step();
            string where = $"{name} step {step.Step}";
            double norm = expected.GetProperty("grad_norm").GetDouble(), loss = expected.GetProperty("loss").GetDouble();
            // Rounding grows along a run: the set's own float64 run is off by 3e-6 in the loss after ten steps.
            Assert.True(Math.Abs(loss - step.Scalars!.Loss) <= 1e-5, $"{where}: loss {step.Scalars.Loss}, golden {loss}");
            Assert.True(Math.Abs(norm - step.Scalars.GradientNorm) <= 1e-3 * Math.Max(1, norm), $"{where}: norm {step.Scalars.GradientNorm}, golden {norm}");
            Assert.Equal(expected.GetProperty("lr").GetDouble(), step.LearningRate, 1e-12);
            Assert.Equal(expected.GetProperty("logit_scale_after").GetDouble(), Math.Log(step.Scalars.LogitScale), 1e-5);
        }
        if (weightsFile is not null)
            CompareWeights(network, GoldenTensors.Load($"training/{weightsFile}.safetensors"));
    }

    // The key biases' true gradient is zero: what Adam makes of their rounding noise is not compared.
    private static void CompareWeights(ClipNetwork network, IReadOnlyDictionary<string, GoldenTensor> golden)
    {
        double sum = 0;
        long count = 0;
        foreach (NamedTensor part in network.State().Where(part => golden.ContainsKey(part.Name)))
        {
            float[] expected = golden[part.Name].Floats, actual = part.Value.Values();
            int third = expected.Length / 3;
            for (int i = 0; i < expected.Length; i++)
            {
                if (part.Name.EndsWith("in_proj_bias", StringComparison.Ordinal) && i / third == 1)
                    continue;
                double difference = Math.Abs(expected[i] - actual[i]);
                Assert.True(difference <= 1e-4, $"{part.Name}[{i}]: off by {difference:g3}");
                sum += difference;
                count++;
            }
        }
        Assert.True(count > 0 && sum / count <= 1e-6, $"Mean difference {sum / count:g3} over {count} weights.");
    }

    private static TrainingSpecification Specification(JsonElement run, JsonElement hyper)
    {
        LearningRateSchedule schedule = run.TryGetProperty("base_lr", out JsonElement baseRate)
            ? new CosineSchedule { BaseRate = baseRate.GetDouble(), WarmupSteps = run.GetProperty("warmup").GetInt64(), TotalSteps = run.GetProperty("total").GetInt64() }
            : new ConstantSchedule { BaseRate = run.GetProperty("lr").GetDouble(), TotalSteps = 1000 };
        double[] betas = hyper.GetProperty("betas").Deserialize<double[]>()!;
        return Specification(1e-3, 1000) with
        {
            Schedule = schedule,
            Optimizer = new AdamWOptions
            {
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = hyper.GetProperty("eps").GetDouble(),
                WeightDecay = hyper.GetProperty("wd").GetDouble(),
                WeightDecayRule = run.GetProperty("weight_decay_rule").GetString() == "new" ? WeightDecayRule.ExcludeVectorsAndPositions : WeightDecayRule.ExcludeVectors,
            },
        };
    }

    private static TrainingSpecification Specification(double rate, int steps) => new()
    {
        Seed = 1,
        BatchSize = 4,
        Schedule = new ConstantSchedule { BaseRate = rate, TotalSteps = steps },
    };
}
