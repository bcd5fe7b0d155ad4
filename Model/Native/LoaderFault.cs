namespace ClipGrid.Model.Native;

/// <summary>Why the dynamic loader refused a library.</summary>
internal enum LoaderFault
{
    /// <summary>A library is here, but without a symbol version that another one asks for.</summary>
    VersionMissing,

    /// <summary>A library is not here.</summary>
    LibraryMissing,

    /// <summary>A symbol is in none of the loaded libraries.</summary>
    SymbolMissing,

    /// <summary>A file is not a library for this machine: cut off, or of another processor.</summary>
    FileBroken,

    /// <summary>The system's C library is musl (Alpine), on which libtorch does not run.</summary>
    Musl,

    /// <summary>Anything else: the loader's own words have to do.</summary>
    Other,
}
