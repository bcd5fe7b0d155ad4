namespace ClipGrid.Grains.Datasets.Sources.Tar;

/// <summary>What a member is.</summary>
internal enum TarKind
{
    /// <summary>A file with its bytes.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic or hard link.</summary>
    Link,

    /// <summary>A pipe or a device.</summary>
    Special,

    /// <summary>Something that only the program that wrote it can read, a sparse file for example.</summary>
    Foreign,
}
