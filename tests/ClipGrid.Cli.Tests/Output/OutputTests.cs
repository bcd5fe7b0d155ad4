using ClipGrid.Cli.Output;
using Spectre.Console;
using Spectre.Console.Testing;
using Xunit;

namespace ClipGrid.Cli.Tests.Output;

/// <summary>What goes to a terminal.</summary>
public sealed class OutputTests
{
    [Theory, Trait("Check", "76")]
    [InlineData("plain ünï 猫 👍", "plain ünï 猫 👍")]
    [InlineData("a\nb\tc", "a b c")]
    [InlineData("\u001b[31mred\u001b[0m", "\uFFFD[31mred\uFFFD[0m")]
    [InlineData("\u009b2J", "\uFFFD2J")]
    [InlineData("\u202Eexe.gnp", "\uFFFDexe.gnp")]
    [InlineData(null, "")]
    public void Line_TextOfOthers_CannotSteerTheTerminal(string? text, string shown) => Assert.Equal(shown, Words.Line(text));

    [Fact]
    public void Line_LoneSurrogate_IsReplaced() => Assert.Equal("a\uFFFDb", Words.Line("a\uD800b"));

    [Theory]
    [InlineData(0L, "0 B")]
    [InlineData(1536L, "1.5 KiB")]
    [InlineData(5L << 20, "5.0 MiB")]
    [InlineData(3L << 30, "3.00 GiB")]
    public void Bytes_Count_IsReadable(long count, string shown) => Assert.Equal(shown, Words.Bytes(count));

    [Fact]
    public void Sparkline_Values_SpanItsHeights()
    {
        Assert.Equal("▁▅█", Sparkline.Of([0, 0.5, 1], 10));
        Assert.Equal("▁x█", Sparkline.Of([9, 1, double.NaN, 2], 3));
        Assert.Equal("▁▁", Sparkline.Of([3, 3], 10));
        Assert.Equal("", Sparkline.Of([], 10));
    }

    [Fact]
    public void Wait_WhereNoLineIsDrawn_SaysEachReasonOnce()
    {
        using StringWriter log = new();
        using (ProgressLine line = new(log, false, 80))
            foreach (string? reason in new[] { null, "It waits: a.", "It waits: a.", "It waits: b.", null, "It waits: b." })
                line.Wait(reason);
        using StringWriter terminal = new();
        using (ProgressLine line = new(terminal, true, 80))
            line.Wait("It waits: a.");

        Assert.Equal(["It waits: a.", "It waits: b.", "It waits: b."], log.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(terminal.ToString());
    }

    [Fact]
    public void Table_ColumnWithoutAnyText_IsLeftOut()
    {
        TextTable table = new("key", "label", "~caption", ">score");
        table.Add("a", null, "", "1");
        table.Add("b", "", "a heart", null);

        Assert.Equal([(true, Justify.Left), (false, Justify.Left), (true, Justify.Right)], table.ToSpectre().Columns.Select(column => (column.NoWrap, column.Alignment ?? Justify.Left)));
    }

    [Fact]
    public void Table_OnATerminalOf80Columns_BreaksOnlyWhatMayBeBroken()
    {
        TextTable table = new("session", "state", ">step", ">loss", "data set", "publishes", "~started");
        table.Add("s01a212b128ca", "Completed", "60/60", "3.1412", "emoji@1", "demo3@c2066357", "11-25 12:32");
        table.Add("long2", "Cancelled", "26/3000", "4.2779", "digits@3", "demo2", "11-25 11:17");
        using TestConsole terminal = new();
        terminal.Profile.Width = 80;
        terminal.Write(table.ToSpectre());

        Assert.All(terminal.Lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.All(new[] { "s01a212b128ca", "Completed", "26/3000", "3.1412", "digits@3", "demo3@c2066357", "11-25", "12:32" }, word => Assert.Contains(word, terminal.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Progress_NoTerminal_WritesNothing()
    {
        StringWriter target = new();
        using (ProgressLine line = new(target, false, 80))
            line.Show("Sending", 1, 2, "");

        Assert.Equal("", target.ToString());
    }

    [Fact]
    public void Progress_Terminal_DrawsOneLineAndErasesIt()
    {
        StringWriter target = new();
        using (ProgressLine line = new(target, true, 60))
        {
            line.Show("Sending", 1, 2, "\u001b[2J");
            line.Show("Sending", 2, 2, new string('x', 100));
        }

        string drawn = target.ToString();
        Assert.Contains("Sending [############............]  50 %", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("[2J\u001b", drawn, StringComparison.Ordinal);
        Assert.All(drawn.Split("\r\u001b[K"), part => Assert.InRange(part.Length, 0, 59));
        Assert.EndsWith("\r\u001b[K", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', drawn);
    }
}
