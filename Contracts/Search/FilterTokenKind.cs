namespace ClipGrid.Contracts.Search;

/// <summary>What a piece of a filter's text is.</summary>
internal enum FilterTokenKind
{
    /// <summary>An unquoted word: keyword, field, number or text.</summary>
    Word,

    /// <summary>A quoted text.</summary>
    Quoted,

    /// <summary>One of ( ) , = != &lt; &lt;= &gt; &gt;= *.</summary>
    Symbol,

    /// <summary>The end.</summary>
    End,
}
