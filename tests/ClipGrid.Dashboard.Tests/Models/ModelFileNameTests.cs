using ClipGrid.Dashboard.Models;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Models;

public sealed class ModelFileNameTests
{
    [Fact]
    public void Complaint_FilesOfAModel_IsNone() => Assert.Null(ModelFileName.Complaint(["config.json", "model.safetensors", "merges.txt", "bpe_simple_vocab_16e6.txt.gz"]));

    [Theory]
    [InlineData("../model.safetensors")]
    [InlineData("a/b.json")]
    [InlineData("c:\\b.json")]
    [InlineData(".json")]
    [InlineData("model.bin")]
    [InlineData("")]
    public void Complaint_NameThatIsNoModelFile_NamesIt(string name) =>
        Assert.Contains("is no file of a model", ModelFileName.Complaint(["model.safetensors", name]), StringComparison.Ordinal);

    [Fact]
    public void Complaint_TwiceTheSame_SaysSo() => Assert.Contains("twice", ModelFileName.Complaint(["a.safetensors", "A.safetensors"]), StringComparison.Ordinal);

    [Fact]
    public void Complaint_NoWeights_AsksForThem() => Assert.Contains("weights", ModelFileName.Complaint(["config.json"]), StringComparison.Ordinal);
}
