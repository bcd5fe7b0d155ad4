using ClipGrid.Contracts.Models;
using ClipGrid.Dashboard.Models;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Models;

public sealed class ModelUrlTests
{
    [Fact]
    public void Model_NameOfAPageBesideIt_IsToldFromThatPage()
    {
        Assert.Equal("/models/demo", ModelUrl.Model(ModelName.Parse("demo")));
        Assert.Equal("/models/import@latest", ModelUrl.Model(ModelName.Parse("import")));
    }

    [Fact]
    public void Compare_OneOrTwo_NamesThoseThatAreGiven()
    {
        ModelVersionId version = SomeVersion.Of('a').Id;

        Assert.Equal("/models/compare", ModelUrl.Compare(null, null));
        Assert.Equal("/models/compare?b=demo%40aaaaaaaaaaaa", ModelUrl.Compare(null, version));
        Assert.Equal("/models/compare?a=demo%40aaaaaaaaaaaa&b=demo%40aaaaaaaaaaaa", ModelUrl.Compare(version, version));
    }
}
