using ClipGrid.Contracts.Errors;
using Xunit;

namespace ClipGrid.Contracts.Tests.Errors;

public sealed class GridExceptionTests
{
    [Fact, Trait("Check", "S24")]
    public void Message_ThatQuotesAStranger_StaysOnItsLine() =>
        Assert.Equal("There is no a??b?[2Jc: look again.", new GridException(GridProblem.NotFound, "There is no a\r\nb\u001b[2Jc: look again.").Message);
}
