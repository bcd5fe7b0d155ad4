using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class SpecificationMemberTests
{
    [Fact]
    public void Of_EveryMember_IsToldByItsName()
    {
        string[] told = [.. SpecificationMember.Of(SampleSessions.Unusual).Where(member => !member.IsUsual).Select(member => member.Name)];

        // Null in that sample: what must not stand together.
        string[] absent = [nameof(SessionSpecification.Preset), nameof(SessionSpecification.Architecture), nameof(SessionSpecification.Task), nameof(SessionSpecification.Classification)];
        Assert.All(typeof(SessionSpecification).GetProperties().Select(member => member.Name).Except(absent), name =>
            Assert.Contains(told, member => member.Replace(" ", "", StringComparison.Ordinal).StartsWith(name, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(told.Length, told.Distinct().Count());
    }

    [Fact]
    public void Of_UsualValues_ComeLast()
    {
        IReadOnlyList<SpecificationMember> members = SpecificationMember.Of(SampleSessions.Plain);

        Assert.Contains(new SpecificationMember("preset", "TinyRN@64", false), members);
        Assert.Contains(new SpecificationMember("weight decay", "0.2", true), members);
        Assert.True(members.Select(member => member.IsUsual).SkipWhile(isUsual => !isUsual).All(isUsual => isUsual));
    }

    [Fact]
    public void Of_Filters_AreInTheFormThatPeopleWrite()
    {
        IReadOnlyList<SpecificationMember> members = SpecificationMember.Of(SampleSessions.Unusual);

        Assert.Contains(new SpecificationMember("filter", "label in (cat, dog) and year >= 2020", false), members);
        Assert.Contains(new SpecificationMember("evaluation filter", "a = 1", false), members);
    }

    [Fact]
    public void Differences_OfTheSame_AreNone() =>
        Assert.Empty(SpecificationMember.Differences([SampleSessions.Unusual, SampleSessions.Unusual with { Filter = FilterText.Parse("(label in (cat,dog)) and year >= 2020") }]));

    [Fact]
    public void Differences_OfThree_AreThoseMembersWithAllValues()
    {
        SessionSpecification[] three =
        [
            SampleSessions.Plain, SampleSessions.Plain with { LearningRate = 0.25, Evaluation = new EvaluationOptions { Patience = 3 } }, SampleSessions.Plain with { Tags = ["x", "y"] },
        ];

        Dictionary<string, IReadOnlyList<string>> different = SpecificationMember.Differences(three).ToDictionary(member => member.Name, member => member.Values);

        Assert.Equal(["evaluation held out share", "evaluation interval", "evaluation patience", "evaluation publishes best", "learning rate", "tags"], different.Keys.Order());
        Assert.Equal(["0.0005", "0.25", "0.0005"], different["learning rate"]);
        Assert.Equal(["—", "3", "—"], different["evaluation patience"]);
        Assert.Equal(["—", "—", "x, y"], different["tags"]);
    }
}
