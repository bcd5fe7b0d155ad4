using ClipGrid.Model.Weights;
using Xunit;

namespace ClipGrid.Model.Tests.Weights;

public sealed class WeightSetTests
{
    [Fact]
    public void RequireMatch_ThreeKindsOfFault_AreReportedTogether()
    {
        WeightSet weights = Set(("same", [2, 3]), ("extra", [1]), ("turned", [3, 2]));
        WeightMismatchException error = Assert.Throws<WeightMismatchException>(
            () => weights.RequireMatch(new Dictionary<string, long[]> { ["same"] = [2, 3], ["absent"] = [4], ["turned"] = [2, 3] }));
        Assert.Equal(["absent"], error.Mismatch.Missing);
        Assert.Equal(["extra"], error.Mismatch.Unexpected);
        MisshapedWeight misshaped = Assert.Single(error.Mismatch.Misshaped);
        Assert.Equal("turned [3, 2] instead of [2, 3]", misshaped.ToString());
        Assert.Contains("1 missing: absent; 1 unexpected: extra; 1 of another shape: turned [3, 2] instead of [2, 3].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireMatch_ManyFaults_ListsSomeAndCountsTheRest()
    {
        WeightSet weights = Set([.. Enumerable.Range(0, 1_000).Select(i => ($"w{i:0000}", new long[] { 1 }))]);
        WeightMismatchException error = Assert.Throws<WeightMismatchException>(() => weights.RequireMatch(new Dictionary<string, long[]>()));
        Assert.Contains("1000 unexpected: w0000,", error.Message, StringComparison.Ordinal);
        Assert.Contains("w0019 and 980 more", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("w0020", error.Message, StringComparison.Ordinal);
        Assert.Equal(1_000, error.Mismatch.Unexpected.Length);
    }

    [Fact]
    public void RequireMatch_EqualShapes_IsSilent() =>
        Set(("a", [2, 3]), ("b", [])).RequireMatch(new Dictionary<string, long[]> { ["a"] = [2, 3], ["b"] = [] });

    [Fact]
    public void Compare_StepCounterOnOneSide_IsNoFault()
    {
        WeightSet weights = Set(("visual.bn1.num_batches_tracked", []));
        Assert.True(weights.Compare(new Dictionary<string, long[]> { ["visual.bn2.num_batches_tracked"] = [] }).IsEmpty);
        Assert.Single(weights.Compare(new Dictionary<string, long[]> { ["visual.bn1.num_batches_tracked"] = [3] }).Misshaped);
    }

    [Fact]
    public void With_ResizedPositions_FitsAndLeavesTheOriginal()
    {
        var expected = new Dictionary<string, long[]> { ["visual.positional_embedding"] = [10, 4] };
        WeightSet weights = Set(("visual.positional_embedding", [5, 4]));
        weights.With("visual.positional_embedding", WeightTensor.FromFloats([10, 4], new float[40])).RequireMatch(expected);
        Assert.False(weights.Compare(expected).IsEmpty);
    }

    [Fact]
    public void With_AnotherShape_DropsTheBuffersThatRepeatIt()
    {
        var tensors = new Dictionary<string, WeightTensor>
        {
            ["visual.positional_embedding"] = WeightTensor.FromFloats([5, 4], new float[20]),
            ["input_resolution"] = WeightTensor.FromBytes(TensorType.I64, [], new byte[8]),
        };
        WeightSet weights = WeightSet.Import(tensors);
        WeightSet trained = weights.With("visual.positional_embedding", WeightTensor.FromFloats([5, 4], new float[20]));
        WeightSet resized = weights.With("visual.positional_embedding", WeightTensor.FromFloats([10, 4], new float[40]));
        Assert.Contains("input_resolution", trained.Export(CheckpointLayout.OpenAi).Keys);
        Assert.DoesNotContain("input_resolution", resized.Export(CheckpointLayout.OpenAi).Keys);
    }

    private static WeightSet Set(params (string Name, long[] Shape)[] tensors) => new(tensors.Select(
        t => KeyValuePair.Create(t.Name, WeightTensor.FromFloats([.. t.Shape], new float[t.Shape.Aggregate(1L, (a, b) => a * b)]))));
}
