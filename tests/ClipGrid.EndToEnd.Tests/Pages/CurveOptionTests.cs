using Microsoft.Playwright;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>The arithmetic of the charts, in the browser that does it.</summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedPageGrid))]
public sealed class CurveOptionTests(PageGrid grid) : IAsyncLifetime
{
    private const string Hostile = "<img src=x onerror=\"window.wasHit=1\"><script>window.wasHit=1</script>\u202Egnp";
    private IPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await grid.OpenAsync("/sessions/demo-1");

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_page is not null)
            await _page.Context.CloseAsync();
    }

    [Fact]
    public async Task Smoothed_ConstantCurve_StaysConstant()
    {
        double[] smooth = await AskAsync<double[]>("smoothed([1, 2, 10, 11, 500], [3, 3, 3, 3, 3], 0.9)");

        Assert.All(smooth, value => Assert.Equal(3, value, 1e-12));
    }

    [Fact]
    public async Task Smoothed_Start_IsTheMeanOfWhatIsThereAndNotTheFirstValue()
    {
        double[] smooth = await AskAsync<double[]>("smoothed(Array.from({ length: 1001 }, (_, i) => i), Array.from({ length: 1001 }, (_, i) => i === 0 ? 10 : 0), 0.99)");

        // Of n points so far the oldest counts 0.99^(n-1) as much as the newest.
        Assert.Equal(10, smooth[0], 1e-12);
        Assert.Equal(10 * 0.99 / 1.99, smooth[1], 1e-9);
        Assert.Equal(10 * Math.Pow(0.99, 9) * 0.01 / (1 - Math.Pow(0.99, 10)), smooth[9], 1e-9);
        Assert.InRange(smooth[1000], 0, 0.001);
    }

    [Fact]
    public async Task Smoothed_TenTimesAsManyPoints_IsTheSameCurve()
    {
        double[] apart = await AskAsync<double[]>(
            """
            (() => {
              const curve = x => Math.sin(x / 80) + x / 500;
              const of = every => { const along = Array.from({ length: 1000 / every + 1 }, (_, i) => i * every); return smoothed(along, along.map(curve), 0.95); };
              const dense = of(1), thin = of(10);
              return thin.map((value, i) => Math.abs(value - dense[i * 10]));
            })()
            """);

        Assert.All(apart, difference => Assert.InRange(difference, 0, 0.08));
    }

    [Fact]
    public async Task Smoothed_NotNumbersAndSameMoments_AreNoFault()
    {
        double?[] smooth = await AskAsync<double?[]>("smoothed([0, 0, 1, 2], [4, null, 4, 4], 0.9)");

        Assert.Equal([4, null, 4, 4], smooth);
        Assert.Empty(await AskAsync<double[]>("smoothed([], [], 0.9)"));
        Assert.Equal(7, Assert.Single(await AskAsync<double[]>("smoothed([5], [7], 0.9)")));
    }

    [Theory]
    [InlineData("[1, 2, 1000]", false, null, null)] // Few values tell nothing of outliers.
    [InlineData("[...Array.from({ length: 200 }, (_, i) => i)]", false, null, null)]
    [InlineData("[...Array(200).fill(0).map((_, i) => i / 100), 1000, -1000]", false, -0.08, 2.07)]
    [InlineData("[...Array(200).fill(1), 1000]", false, null, 1.05)]
    [InlineData("[...Array(200).fill(1), 0.001, 1000]", true, null, 1.05)] // A logarithmic axis keeps its lower end.
    public async Task WithoutOutliers_Values_LeavesOutTheFarOnes(string values, bool isLog, double? min, double? max)
    {
        double?[] bounds = await AskAsync<double?[]>($"(({{ min = null, max = null }}) => [min, max])(withoutOutliers({values}, {(isLog ? "true" : "false")}))");

        Assert.Equal((min is null, max is null), (bounds[0] is null, bounds[1] is null));
        Assert.Equal(min ?? 0, bounds[0] ?? 0, 0.03);
        Assert.Equal(max ?? 0, bounds[1] ?? 0, 0.03);
    }

    [Theory]
    [InlineData("short(0)", "0")]
    [InlineData("short(0.000123456)", "1.23e-4")]
    [InlineData("short(0.001)", "0.001")]
    [InlineData("short(-3.14159)", "-3.142")]
    [InlineData("short(9999)", "9999")]
    [InlineData("short(12345)", "12.35k")]
    [InlineData("short(1234567)", "1.235M")]
    [InlineData("amount(0, 'bytes')", "0 B")]
    [InlineData("amount(1536, 'bytes')", "1.5 KiB")]
    [InlineData("amount(3 * 1024 ** 3, 'bytes')", "3 GiB")]
    [InlineData("amount(2 * 1024 ** 4, 'bytes')", "2048 GiB")]
    [InlineData("amount(12.5, 'samples/s')", "12.5 samples/s")]
    [InlineData("amount(12.5, '')", "12.5")]
    [InlineData("duration(0)", "0 s")]
    [InlineData("duration(1.2345)", "1.23 s")]
    [InlineData("duration(59.94)", "59.9 s")]
    [InlineData("duration(59.99)", "1 min 0 s")]
    [InlineData("duration(119.7)", "2 min 0 s")]
    [InlineData("duration(3599.7)", "1 h 0 min")]
    [InlineData("duration(7380)", "2 h 3 min")]
    public async Task Words_OfNumbers_AreShort(string asked, string expected) => Assert.Equal(expected, await AskAsync<string>(asked));

    [Fact]
    [Trait("Check", "B76")]
    public async Task Tooltip_NameAndEventOfStrangers_AreDrawnAndNotParsed()
    {
        await _page.WaitForFunctionAsync("() => 'echarts' in window");
        int madeCount = await _page.EvaluateAsync<int>(
            """
            async hostile => {
              const { option } = await import("/js/curve-option.js");
              const place = Object.assign(document.createElement("div"), { id: "hostile", style: "width: 600px; height: 300px" });
              document.body.append(place);
              const session = {
                id: "a", name: hostile, color: "#0072B2", dash: "solid", last: 3, steps: [1, 2, 3], samples: [1, 2, 3], times: [1, 2, 3],
                series: { Loss: { minima: [3, 2, 1], maxima: [3, 2, 1], means: [3, 2, 1] } }, events: [{ step: 2, sign: "!", text: hostile, isTrouble: true }],
              };
              const colors = { text: "#000", line: "#ccc", surface: "#fff", strong: "#000" };
              const chart = echarts.init(place);
              chart.setOption(option("Loss", "", [session], { axis: "step", smoothing: 0.5 }, colors));
              chart.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: 1 });
              await new Promise(done => setTimeout(done, 300));
              return place.querySelectorAll("img, script").length;
            }
            """,
            Hostile);

        Assert.Equal(0, madeCount);
        Assert.False(await _page.EvaluateAsync<bool>("() => 'wasHit' in window"));
        // What a screen reader is told has the name as it is.
        Assert.Contains(Hostile, await _page.Locator("#hostile").GetAttributeAsync("aria-label") ?? "", StringComparison.Ordinal);
    }

    private Task<T> AskAsync<T>(string expression) => _page.EvaluateAsync<T>(
        $"async () => {{ const {{ smoothed, withoutOutliers, amount, short, duration }} = await import('/js/curve-option.js'); return {expression}; }}");
}
