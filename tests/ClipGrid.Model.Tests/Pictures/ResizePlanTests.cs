using System.Text.Json;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Resampling;
using ClipGrid.TestKit;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

public class ResizePlanTests
{
    [Fact]
    public void For_GoldenFiles_GivesTheReferencesSizes()
    {
        using JsonDocument goldens = GoldenTensors.LoadJson("preprocess/preprocess.json");
        foreach (JsonElement golden in goldens.RootElement.GetProperty("images").EnumerateArray())
        {
            foreach (JsonProperty resized in golden.GetProperty("resized").EnumerateObject())
            {
                ResizePlan plan = ResizePlan.For(golden.GetProperty("width").GetInt32(), golden.GetProperty("height").GetInt32(), int.Parse(resized.Name, null), ResizeMode.Shortest);
                Assert.Equal((resized.Value[0].GetInt32(), resized.Value[1].GetInt32()), (plan.Width, plan.Height));
            }
        }
    }

    [Theory]
    [InlineData(225, 224, 0, 0)] // half a pixel goes to the even neighbour: 0.5 to 0
    [InlineData(227, 224, 2, 0)] // 1.5 to 2
    [InlineData(224, 229, 0, 2)] // 2.5 to 2
    public void For_OddRemainder_RoundsTheOffsetToEven(int width, int height, int left, int top)
    {
        ResizePlan plan = ResizePlan.For(width, height, 224, ResizeMode.Shortest);
        Assert.Equal((left, top), (plan.Left, plan.Top));
    }

    [Theory]
    [InlineData(400, 200, 100, 50, 0, 25)]
    [InlineData(100, 300, 33, 100, 33, 0)]
    [InlineData(1000, 1, 100, 1, 0, 49)]
    [InlineData(50, 50, 100, 100, 0, 0)]
    public void For_Longest_FitsInsideAndCentres(int width, int height, int resizedWidth, int resizedHeight, int padLeft, int padTop)
    {
        ResizePlan plan = ResizePlan.For(width, height, 100, ResizeMode.Longest);
        Assert.Equal((resizedWidth, resizedHeight, padLeft, padTop), (plan.Width, plan.Height, plan.PadLeft, plan.PadTop));
    }

    [Fact]
    public void For_AnySize_KeepsTheCropInside() => Gen.Select(Gen.Int[1, 70_000], Gen.Int[1, 70_000], Gen.Int[1, 512], Gen.Enum<ResizeMode>()).Sample(
        (width, height, side, mode) =>
        {
            ResizePlan plan = ResizePlan.For(width, height, side, mode);
            Assert.InRange(plan.CropWidth, 1, side);
            Assert.InRange(plan.CropHeight, 1, side);
            Assert.InRange(plan.Left, 0, plan.Width - plan.CropWidth);
            Assert.InRange(plan.Top, 0, plan.Height - plan.CropHeight);
            Assert.True(mode == ResizeMode.Longest || (plan.CropWidth == side && plan.CropHeight == side));
        });

    [Fact]
    public void For_SideBeyondIntegers_IsRefused()
    {
        PictureException error = Assert.Throws<PictureException>(() => ResizePlan.For(1, int.MaxValue, 224, ResizeMode.Shortest));
        Assert.Equal(PictureProblem.SideTooLong, error.Problem);
    }
}
