using System.Text.Json;
using ClipGrid.Model.Training;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class LearningRateScheduleTests
{
    private static readonly CosineSchedule Cosine = new() { BaseRate = 1e-3, TotalSteps = 10, WarmupSteps = 2 };
    private static readonly ConstantCooldownSchedule Cooldown = new() { BaseRate = 1e-3, TotalSteps = 10, CooldownSteps = 4 };

    [Fact]
    public void At_GoldenSchedules_EqualsReference()
    {
        using JsonDocument golden = GoldenTensors.LoadJson("training/schedules.json");
        int rowCount = 0;
        foreach (JsonElement row in golden.RootElement.GetProperty("rows").EnumerateArray())
        {
            LearningRateSchedule schedule = Parse(row);
            schedule.Validate();
            double[] expected = [.. row.GetProperty("lr").EnumerateArray().Select(rate => rate.GetDouble())];
            Assert.Equal(expected.Length, schedule.TotalSteps);
            for (int step = 0; step < expected.Length; step++)
                Assert.Equal(expected[step], schedule.At(step), expected[step] * 1e-12);
            rowCount++;
        }
        Assert.Equal(15, rowCount);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void At_StepOutsideTheRun_Throws(long step) => Assert.Throws<ArgumentOutOfRangeException>(() => Cosine.At(step));

    [Fact]
    public void At_CooldownPower_ShapesTheFall()
    {
        ConstantCooldownSchedule square = Cooldown with { CooldownPower = 2, CooldownEndRate = 2e-4 };
        Assert.Equal([1e-3, 1e-3, 2e-4 + 8e-4 * 0.5625, 2e-4 + 8e-4 * 0.25, 2e-4 + 8e-4 * 0.0625], Enumerable.Range(5, 5).Select(s => square.At(s)), (a, b) => Math.Abs(a - b) < 1e-15);
    }

    public static TheoryData<LearningRateSchedule, string> BadSettings => new()
    {
        { Cosine with { BaseRate = 0 }, "BaseRate is 0" },
        { Cosine with { BaseRate = -1 }, "BaseRate is -1" },
        { Cosine with { BaseRate = double.NaN }, "BaseRate is NaN" },
        { Cosine with { BaseRate = 1e9 }, "BaseRate is 1000000000" },
        { Cosine with { TotalSteps = 0 }, "TotalSteps is 0" },
        { Cosine with { WarmupSteps = -1 }, "WarmupSteps is -1" },
        { Cosine with { WarmupSteps = 11 }, "WarmupSteps is 11" },
        { Cooldown with { TotalSteps = 0 }, "TotalSteps is 0" },
        { Cooldown with { CooldownSteps = -1 }, "CooldownSteps is -1" },
        { Cooldown with { CooldownSteps = 11 }, "CooldownSteps is 11" },
        { Cooldown with { CooldownPower = 0 }, "CooldownPower is 0" },
        { Cooldown with { CooldownPower = double.PositiveInfinity }, "CooldownPower is " },
        { Cooldown with { CooldownEndRate = -1e-9 }, "CooldownEndRate is -1E-09" },
        { Cooldown with { CooldownEndRate = 2e-3 }, "CooldownEndRate is 0.002" },
        { Cooldown with { CooldownEndRate = double.NaN }, "CooldownEndRate is NaN" },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public void Validate_BadSetting_NamesKeyAndValue(LearningRateSchedule schedule, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(schedule.Validate).Message, StringComparison.Ordinal);

    [Fact]
    public void Json_EveryKind_ComesBackEqual()
    {
        LearningRateSchedule[] schedules = [Cosine, new ConstantSchedule { BaseRate = 0.1, TotalSteps = 3 }, Cooldown with { CooldownEndRate = 1e-5 }];
        Assert.All(schedules, schedule => Assert.Equal(schedule, JsonSerializer.Deserialize<LearningRateSchedule>(JsonSerializer.Serialize(schedule))));
    }

    [Theory]
    [InlineData("""{"kind":"cosine","BaseRate":1,"TotalSteps":3,"Warmup":1}""")]
    [InlineData("""{"kind":"linear","BaseRate":1,"TotalSteps":3}""")]
    [InlineData("""{"kind":"cosine","BaseRate":1}""")]
    public void Json_UnknownOrMissingKey_Throws(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<LearningRateSchedule>(json));

    private static LearningRateSchedule Parse(JsonElement row)
    {
        double baseRate = row.GetProperty("base_lr").GetDouble();
        long totalSteps = row.GetProperty("total_steps").GetInt64();
        long warmupSteps = row.GetProperty("warmup").GetInt64();
        return row.GetProperty("kind").GetString() switch
        {
            "cosine" => new CosineSchedule { BaseRate = baseRate, TotalSteps = totalSteps, WarmupSteps = warmupSteps },
            "const" => new ConstantSchedule { BaseRate = baseRate, TotalSteps = totalSteps, WarmupSteps = warmupSteps },
            "const_cooldown" => new ConstantCooldownSchedule
            {
                BaseRate = baseRate,
                TotalSteps = totalSteps,
                WarmupSteps = warmupSteps,
                CooldownSteps = row.GetProperty("cooldown_steps").GetInt64(),
                CooldownPower = row.GetProperty("cooldown_power").GetDouble(),
                CooldownEndRate = row.GetProperty("cooldown_end_lr").GetDouble(),
            },
            string other => throw new InvalidDataException($"The golden file has a new kind of schedule, {other}."),
            null => throw new InvalidDataException("A golden schedule has no kind."),
        };
    }
}
