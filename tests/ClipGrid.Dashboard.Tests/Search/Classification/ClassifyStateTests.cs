using ClipGrid.Dashboard.Search.Classification;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Search.Classification;

public sealed class ClassifyStateTests
{
    [Fact]
    public void Parse_AddressOfAClassification_IsTheSame()
    {
        ClassifyState state = new() { Model = "eye@champion", Dataset = "toys@1", Classes = ["red & blue", "a, b"], Templates = ["a {}", "the {}"], Items = ["x/y.png"], Top = 3, Job = "0a" };

        ClassifyState read = ClassifyState.Parse(state.ToAddress());

        Assert.Equal(state.ToAddress(), read.ToAddress());
        Assert.Equal(state.Classes.AsEnumerable(), read.Classes);
        Assert.Equal(state.Templates.AsEnumerable(), read.Templates);
    }

    [Fact]
    public void Lines_TextWithBlanksAndRepetitions_AreEachOnce() => Assert.Equal(["cat", "a dog"], ClassifyState.Lines(" cat \r\n\n a dog\ncat\nhorse", 2));

    [Fact]
    public void Parse_NoTemplate_HasTheUsualOne() => Assert.Equal([ClassifyState.UsualTemplate], ClassifyState.Parse("/classify?top=999").Templates);
}
