using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Datasets;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Datasets;

public sealed class AddFormTests
{
    [Theory]
    [InlineData("My Photos (2)", "my-photos-2")]
    [InlineData("..x", "x")]
    [InlineData("Ünï", "n")]
    [InlineData("日本", "")]
    public void NameFrom_NameOfAFolder_IsANameOrEmpty(string folder, string expected) => Assert.Equal(expected, AddForm.NameFrom(folder));

    [Fact]
    public void ToSettings_LabelsLineByLine_BlankOnesLeftOut() =>
        Assert.Equal(["T-shirt", "Trouser"], new AddForm { Name = "x", LabelNames = "T-shirt\r\n\n Trouser \n" }.ToSettings().LabelNames);

    [Theory]
    [InlineData("", "")]
    [InlineData("Has Spaces", "")]
    [InlineData("x", "other")]
    public void ToSettings_FieldThatCannotBe_SaysSo(string name, string split) =>
        Assert.Equal(GridProblem.Invalid, Assert.Throws<GridException>(() => new AddForm { Name = name, Split = split }.ToSettings()).Problem);
}
