using ClipGrid.Dashboard.Search;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Search;

public sealed class SubjectChoicesTests
{
    private static readonly SubjectChoices Choices = new(
        [Samples.Dataset("bare"), Samples.Dataset("toys", 2)],
        [Samples.Model("eye", '1', '2'), Samples.Model("old", '3')],
        [Samples.Embedded("gone", 1, Samples.Version("eye")), Samples.Embedded("toys", 2, Samples.Version("old", '3')), Samples.Embedded("toys", 1, Samples.Version("eye"))]);

    [Fact]
    public void Dataset_NothingNamed_IsOneThatIsEmbedded() => Assert.Equal("toys", Choices.Dataset("", ""));

    [Theory]
    [InlineData("toys", "old")]
    [InlineData("toys@1", "eye@111111111111")]
    [InlineData("bare", "eye")]
    public void Model_NothingNamed_IsOneThatTheDataSetIsEmbeddedUnder(string dataset, string model) => Assert.Equal(model, Choices.Model(dataset, ""));

    [Fact]
    public void Dataset_WhatIsNamed_Stays() => Assert.Equal(("bare", "else@x"), (Choices.Dataset("bare", "eye"), Choices.Model("bare", "else@x")));

    [Fact]
    public void AreEnough_NoModel_AreNot() => Assert.False(new SubjectChoices([Samples.Dataset("toys")], [], []).AreEnough);

    [Fact]
    public void With_ValueThatIsNoChoice_IsAdded() => Assert.Equal("eye@feed", SubjectChoices.With(Choices.Models, "eye@feed").Last().Value);
}
