using ClipGrid.Dashboard.Hosting;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Hosting;

/// <summary>Lists in pages.</summary>
public sealed class PageTokenTests
{
    [Fact]
    public void Read_OfWhatWasWritten_IsThePlace() => Assert.Equal("émoji/1 😀", PageToken.Read(PageToken.Write("items", "émoji/1 😀"), "items"));

    [Theory]
    [InlineData("!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAA")]
    public void Read_OfAForgedToken_IsRefused(string token) => Assert.Equal("pageToken", Assert.Throws<RequestFault>(() => PageToken.Read(token, "items")).Member);

    [Fact]
    public void Read_OfATokenOfAnotherList_IsRefused() => Assert.Throws<RequestFault>(() => PageToken.Read(PageToken.Write("models", "a"), "items"));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Cut_WhileNamesComeAndGo_ShowsEveryOtherNameOnce(int order)
    {
        SortedSet<string> names = new(Enumerable.Range(0, 100).Select(i => $"n{i:D3}"), StringComparer.Ordinal);
        List<string> seen = [];
        string? token = null;
        do
        {
            IEnumerable<string> now = order > 0 ? names : names.Reverse();
            Page<string> page = await Paging.CutAsync(now.ToArray().ToAsyncEnumerable(), "names", 7, token, name => Task.FromResult(name == "n050" ? null : name), order);
            seen.AddRange(page.Items);
            token = page.NextPageToken;
            names.Remove(page.Items[0]);
            names.Add($"m{seen.Count}");
            names.Add($"o{seen.Count}");
        }
        while (token is not null && seen.Count < 1_000);

        string[] expected = [.. Enumerable.Range(0, 100).Where(i => i != 50).Select(i => $"n{i:D3}")];
        Assert.Equal(order > 0 ? expected : expected.Reverse(), seen.Where(name => name[0] == 'n'));
    }
}
