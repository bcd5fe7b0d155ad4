using ClipGrid.Dashboard.Monitoring;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Monitoring;

public sealed class OneLineFormatterTests
{
    [Theory, Trait("Check", "S24")]
    [InlineData("plain", "warn: A.B[7] plain")]
    [InlineData("two\nlines", "warn: A.B[7] two lines")]
    [InlineData("two\r\nlines", "warn: A.B[7] two lines")]
    [InlineData("a\rb", "warn: A.B[7] a b")]
    [InlineData("\u001b[31mred\u0007", "warn: A.B[7] \\u001b[31mred\\u0007")]
    [InlineData("a\u2028b\u202Ec\u0085d", "warn: A.B[7] a b\\u202ec d")]
    public void Write_OfAnyText_IsOneLineWithoutControlCharacters(string text, string expected)
    {
        using StringWriter written = new();
        new OneLineFormatter().Write(new LogEntry<string>(LogLevel.Warning, "A.B", new EventId(7), text, null, (state, _) => state), null, written);

        Assert.Equal(expected + Environment.NewLine, written.ToString());
    }

    [Fact]
    public void Write_OfAnException_IsOneLineToo()
    {
        using StringWriter written = new();
        new OneLineFormatter().Write(new LogEntry<string>(LogLevel.Error, "A.B", default, "It failed", new InvalidOperationException("a\nb", new InvalidDataException("c")), (state, _) => state), null, written);

        Assert.Equal(2, written.ToString().Split('\n').Length);
        Assert.StartsWith("fail: A.B[0] It failed System.InvalidOperationException: a b", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("---> System.IO.InvalidDataException: c", written.ToString(), StringComparison.Ordinal);
    }
}
