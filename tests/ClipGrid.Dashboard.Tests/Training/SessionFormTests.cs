using System.Reflection;
using System.Text.Json;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class SessionFormTests
{
    public static TheoryData<string> Members => [.. typeof(SessionSpecification).GetProperties().Select(member => member.Name)];

    [Theory]
    [MemberData(nameof(Members))]
    public void ToSpecification_AfterTake_LosesNoMember(string name)
    {
        PropertyInfo member = typeof(SessionSpecification).GetProperty(name)!;
        SessionSpecification given = name switch
        {
            nameof(SessionSpecification.Preset) => SampleSessions.Plain,
            nameof(SessionSpecification.Architecture) => SampleSessions.Plain with { Preset = null, Architecture = "{ \"embed_dim\": 4 }" },
            nameof(SessionSpecification.Task) or nameof(SessionSpecification.Classification) => Labels,
            _ => SampleSessions.Unusual,
        };
        SessionForm form = new();
        form.Take(given);

        Assert.NotEqual(Written(member, Usual), Written(member, given));
        Assert.Equal(Written(member, given), Written(member, form.ToSpecification()));
    }

    [Fact]
    public void ToSpecification_TakenFromWhatItSaid_SaysTheSame()
    {
        foreach (SessionSpecification given in new[] { SampleSessions.Plain, SampleSessions.Unusual, Labels, Labels with { Classification = null } })
        {
            SessionForm form = new();
            form.Take(given);
            Assert.Equal(JsonSerializer.Serialize(given), JsonSerializer.Serialize(form.ToSpecification()));
        }
    }

    [Fact]
    public void ToSpecification_TypedTexts_AreTrimmedAndParted()
    {
        SessionForm form = new() { Dataset = " toys@2 ", Publish = " eye ", Base = " old@best ", Tags = " a,, b ,", Note = "  ", Filter = " label = cat " };

        SessionSpecification made = form.ToSpecification();

        Assert.Equal(("toys@2", "eye", "old@best", (string?)null), ($"{made.Dataset}", made.Publish.Value, $"{made.Base}", made.Note));
        Assert.Equal(["a", "b"], made.Tags);
        Assert.Equal("label = cat", FilterText.Format(made.Filter!));
    }

    [Fact]
    public void ToSpecification_FieldsThatWereCleared_AreEmptyAndNotAFault()
    {
        SessionForm form = new();
        form.Take(SampleSessions.Unusual);
        (form.Filter, form.Base, form.Preset, form.Architecture, form.EvaluationDataset, form.Metric, form.Tags, form.Note) = (null, null, null, null, null, null, null, null);

        SessionSpecification made = form.ToSpecification();

        Assert.Equal((null, null, null, null), (made.Filter, made.Base, made.Evaluation!.Dataset, made.Note));
        Assert.Empty(made.Tags);
        (form.Dataset, form.Publish) = (null, null);
        Assert.Equal(GridProblem.Invalid, Assert.Throws<GridException>(form.ToSpecification).Problem);
    }

    [Theory]
    [InlineData("../../etc", "eye", "")]
    [InlineData("toys", "a b", "")]
    [InlineData("toys", "<script>", "")]
    [InlineData("toys", "eye", "label = (")]
    public void ToSpecification_WhatIsNoName_SaysSo(string dataset, string publish, string filter)
    {
        SessionForm form = new() { Dataset = dataset, Publish = publish, Filter = filter };

        Assert.Equal(GridProblem.Invalid, Assert.Throws<GridException>(form.ToSpecification).Problem);
    }

    [Fact]
    public void ToSpecification_WhatAChoiceHides_IsNotInItsWay()
    {
        SessionForm form = new();
        form.Take(SampleSessions.Plain with { Loss = TrainingLoss.Sigmoid, SparesSameLabel = true });

        form.Base = "old";
        form.Task = TrainingTask.Classification;

        SessionSpecification made = form.ToSpecification();
        Assert.Equal((null, TrainingLoss.Contrastive, false), (made.Preset, made.Loss, made.SparesSameLabel));
    }

    [Fact]
    public void Take_SuggestionWithoutNames_LeavesThoseThatWereTyped()
    {
        SessionForm form = new() { Dataset = "toys", Publish = "eye" };

        form.Take(SampleSessions.Plain with { Dataset = default, Publish = default });

        Assert.Equal(("toys", "eye", "TinyRN@64"), (form.Dataset, form.Publish, form.Preset));
    }

    private static SessionSpecification Labels => SampleSessions.Plain with
    {
        Preset = null, Base = ModelRef.Parse("old"), Task = TrainingTask.Classification,
        Classification = new ClassificationOptions { Method = ClassificationMethod.FineTuning, Templates = ["one {}"], LabelSmoothing = 0.1, Mixtures = [0.5] },
    };

    private static SessionSpecification Usual => new() { Dataset = default, Publish = default, StepCount = 0, BatchSize = 0 };

    private static string Written(PropertyInfo member, SessionSpecification specification) => JsonSerializer.Serialize(member.GetValue(specification));
}
