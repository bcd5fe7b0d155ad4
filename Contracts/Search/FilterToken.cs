using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Search;

/// <summary>A piece of a filter's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a quoted one what it stands for.</param>
/// <param name="Position">Where it begins: characters from 1.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position)
{
    /// <summary>Whether it is this symbol.</summary>
    public bool IsSymbol(string symbol) => Kind == FilterTokenKind.Symbol && Text == symbol;

    /// <summary>Whether it is this keyword, in capitals or not.</summary>
    public bool IsKeyword(string keyword) => Kind == FilterTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>For messages.</summary>
    public string Shown => Kind == FilterTokenKind.End ? "the end" : GridName.Shown(Text);
}
