using System.Text.Json;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Cli.Training;
using ClipGrid.Cli.Training.Options;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.Cli.Tests.Training;

/// <summary>From options to a specification and back.</summary>
public sealed class TrainOptionsTests
{
    public static TheoryData<string> Lines => new(
        "--publish demo --preset TinyRN@64 --steps 500 --batch 64",
        "--publish pets --base vit-b-32@champion --steps 2000 --batch 128 --micro-batch 32 --rate 1E-05 --warmup 0 --layer-decay 0.75 --weight-decay 0.1 --clip 0 --loss sigmoid --seed 7 --lock-image --lock-text",
        "--publish pets --base vit-b-32 --steps 400 --batch 32 --lora 16 --lora-alpha 8 --lora-towers image --filter \"label = \\\"a cat\\\"\" --crop 0.5 --mirror --template \"a drawing of a {}\" --spare-same-label",
        "--publish pets --base vit-b-32 --steps 400 --batch 32 --classify --method fine-tuning --class-text \"a photo of a {}\" --class-text \"a {} outside\" --label-smoothing 0.1 --mixtures 0.25,0.5,1 --hold-out 0.2 --evaluate-every 20 --metric accuracy@5 --patience 3 --publish-last",
        "--publish pets --base vit-b-32 --steps 400 --batch 32 --evaluate-on pets-test@2 --evaluate-filter \"year >= 2000\" --checkpoint-every 50 --checkpoint-seconds 60 --keep-checkpoints 5 --rollbacks 0 --priority -5 --device cuda --devices 2 --tag winter --tag sweep --note \"a note\"",
        "--publish pets --base vit-b-32 --steps 4 --batch 2 --class-text \"\" --vocab 600");

    [Theory]
    [MemberData(nameof(Lines))]
    public void Shown_ASpecification_TypedAgainIsTheSame(string line)
    {
        SessionSpecification specification = TypedOptions.Apply(line);
        string shown = TypedOptions.Shown(specification);

        Assert.Equal(Json(specification), Json(TypedOptions.Apply(shown)));
    }

    [Fact]
    public void Apply_EachMember_IsReachedByAnOption()
    {
        string[] unset = [nameof(SessionSpecification.Dataset), nameof(SessionSpecification.Architecture), nameof(SessionSpecification.ForkOf)];
        HashSet<string> changed = [.. Lines.SelectMany(line => Members(TypedOptions.Apply(line.Data), TypedOptions.Blank))];

        Assert.Equal(
            typeof(SessionSpecification).GetProperties().Select(member => member.Name).Except(unset).Order(StringComparer.Ordinal),
            changed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Apply_ASuggestion_ExplicitOptionsWinAndTheRestStays()
    {
        SessionSpecification suggested = TypedOptions.Blank with
        {
            Publish = ModelName.Parse("pets"),
            Base = ModelRef.Parse("vit-b-32"),
            StepCount = 300,
            BatchSize = 32,
            LearningRate = 1e-4,
            Task = TrainingTask.Classification,
            Classification = new ClassificationOptions { Method = ClassificationMethod.FineTuning, Mixtures = [0.5, 1] },
            Lora = new LoraOptions { Rank = 8, TextTower = false },
            Evaluation = new EvaluationOptions { HeldOutShare = 0.2, Interval = 10, Patience = 5 },
            Mirrors = true,
        };

        SessionSpecification changed = TypedOptions.Apply("--publish pets --steps 600 --lora 4 --patience 2 --mirror false --label-smoothing 0.1", suggested);

        Assert.Equal(
            Json(suggested with
            {
                StepCount = 600,
                Lora = new LoraOptions { Rank = 4, Alpha = 8, TextTower = false },
                Evaluation = new EvaluationOptions { HeldOutShare = 0.2, Interval = 10, Patience = 2 },
                Mirrors = false,
                Classification = suggested.Classification with { LabelSmoothing = 0.1 },
            }),
            Json(changed));
        Assert.Equal(Json(suggested), Json(TypedOptions.Apply("--publish pets", suggested)));
        Assert.Null(TypedOptions.Apply("--publish pets --lora 0 --hold-out 0", suggested).Lora);
        Assert.Null(TypedOptions.Apply("--publish pets --lora 0 --hold-out 0", suggested).Evaluation);
    }

    [Fact]
    public void Apply_OneOfAnothersWords_TeachesLabelsOrJudges()
    {
        Assert.Equal(TrainingTask.Classification, TypedOptions.Apply("--publish p --label-smoothing 0.1").Task);
        Assert.Equal(DatasetRef.Parse("val"), TypedOptions.Apply("--publish p --evaluate-on val").Evaluation?.Dataset);
        Assert.Equal(DeviceKind.Cpu, TypedOptions.Apply("--publish p --device cpu").Device);
        Assert.Throws<MisuseException>(() => TypedOptions.Apply("--publish p --lora-towers text"));
    }

    [Theory]
    [InlineData("StepCount is 0: give 1 to 10,000,000 steps.", "--steps is 0: give 1 to 10,000,000 steps.")]
    [InlineData("MicroBatchSize is 9: give 1 to 8 (BatchSize), or leave it out.", "--micro-batch is 9: give 1 to 8 (--batch), or leave it out.")]
    [InlineData("Base is vit@1: it fixes the network; leave out Preset and Architecture.", "--base is vit@1: it fixes the network; leave out --preset and --architecture.")]
    [InlineData("Evaluation.Interval is 0: give 1 or more. Lora.Rank is 0: give 1.", "--evaluate-every is 0: give 1 or more. --lora is 0: give 1.")]
    [InlineData("Preset is \"StepCount\": there are RN50.", "--preset is \"StepCount\": there are RN50.")]
    [InlineData("The filter leaves 3 items; ResNet-Base stays.", "The filter leaves 3 items; ResNet-Base stays.")]
    public void Words_OfTheGrid_NameTheOptions(string said, string shown) =>
        Assert.Equal(shown, new TrainOptions(new ModelOptions()).Words.Of(said));

    private static string Json(SessionSpecification specification) => JsonSerializer.Serialize(specification, CliJson.Line);

    private static IEnumerable<string> Members(SessionSpecification one, SessionSpecification other) =>
        typeof(SessionSpecification).GetProperties()
            .Where(member => JsonSerializer.Serialize(member.GetValue(one), CliJson.Line) != JsonSerializer.Serialize(member.GetValue(other), CliJson.Line))
            .Select(member => member.Name);
}
