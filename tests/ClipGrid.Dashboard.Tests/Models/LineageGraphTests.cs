using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Models;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Models;

public sealed class LineageGraphTests
{
    [Fact]
    public void Of_TrainedVersion_LeadsFromDataAndParentsOverSessionAndCheckpointToSets()
    {
        ModelVersionInfo parent = SomeVersion.Of('b');
        ModelVersionInfo version = SomeVersion.Of('a') with
        {
            Lineage = new ModelLineage { Session = SessionId.Parse("s1"), Dataset = DatasetRef.Parse("emoji@2"), Step = 1200, Parents = [parent.Id] },
        };

        LineageGraph graph = LineageGraph.Of(version, [new EmbeddingSetId(DatasetName.Parse("emoji"), 2, version.Id)]);

        Assert.Equal(["emoji@2", "demo@bbbbbbbbbbbb", "s1", "step 1,200", "demo@aaaaaaaaaaaa", "emoji@2"], graph.Nodes.Select(node => node.Title));
        Assert.Equal([new(0, 2), new(1, 2), new(2, 3), new(3, 4), new(4, 5)], graph.Edges);
    }

    [Fact]
    public void Of_ImportedVersion_LeadsFromItsFolderStraightToIt()
    {
        ModelVersionInfo version = SomeVersion.Of('a') with { Lineage = new ModelLineage { ImportedFrom = "/models/vit" } };

        LineageGraph graph = LineageGraph.Of(version, []);

        Assert.Equal([LineageKind.Source, LineageKind.Version], graph.Nodes.Select(node => node.Kind));
        Assert.Equal([new LineageEdge(0, 1)], graph.Edges);
        Assert.Null(graph.Nodes[0].Href);
    }

    [Fact]
    public void Of_VersionFromNothing_StandsAlone()
    {
        LineageGraph graph = LineageGraph.Of(SomeVersion.Of('a'), []);

        Assert.Single(graph.Nodes);
        Assert.Empty(graph.Edges);
    }

    [Fact]
    public void Of_ManySets_ShowsSomeAndCountsTheOthers()
    {
        ModelVersionInfo version = SomeVersion.Of('a');

        LineageGraph graph = LineageGraph.Of(version, [.. Enumerable.Range(1, 10).Select(number => new EmbeddingSetId(DatasetName.Parse("emoji"), number, version.Id))]);

        Assert.Equal("4 more data set versions", graph.Nodes[^1].Title);
        Assert.Equal(8, graph.Nodes.Length);
    }
}
