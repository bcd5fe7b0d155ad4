using System.Text.RegularExpressions;

namespace ClipGrid.Model.Native;

/// <summary>What the dynamic loader (glibc's or musl's ld.so) says in its error text, taken apart.</summary>
internal sealed partial record LoaderComplaint
{
    /// <summary>The kind of trouble.</summary>
    public required LoaderFault Fault { get; init; }

    /// <summary>The library in trouble, without its folder.</summary>
    public required string Library { get; init; }

    /// <summary>The symbol version or symbol asked for, if that is the trouble.</summary>
    public string? Demand { get; init; }

    /// <summary>Who asks, without its folder, if the loader says so.</summary>
    public string? RequiredBy { get; init; }

    /// <summary>The line of the loader that was understood, or all of its text.</summary>
    public required string Words { get; init; }

    /// <summary>Finds the loader's complaint in the message of a <see cref="DllNotFoundException"/> about <paramref name="library"/>.</summary>
    public static LoaderComplaint Parse(string message, string library)
    {
        // The runtime puts a sentence of its own before the loader's line, and one line per name that it tried.
        string[] lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return First(lines, Version(), LoaderFault.VersionMissing)
            ?? First(lines, MuslLibrary(), LoaderFault.Musl)
            ?? First(lines, MuslSymbol(), LoaderFault.Musl)
            ?? First(lines, Symbol(), LoaderFault.SymbolMissing)
            ?? First(lines, Broken(), LoaderFault.FileBroken)
            ?? First(lines, Missing(), LoaderFault.LibraryMissing)
            ?? new LoaderComplaint { Fault = LoaderFault.Other, Library = library, Words = string.Join(' ', lines) };
    }

    private static LoaderComplaint? First(string[] lines, Regex pattern, LoaderFault fault) =>
        lines.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success) is { } match
            ? new LoaderComplaint
            {
                Fault = fault,
                Library = Path.GetFileName(match.Groups["library"].Value),
                Demand = match.Groups["demand"] is { Success: true, Value: var demand } ? demand : null,
                RequiredBy = match.Groups["by"] is { Success: true, Value: var by } ? Path.GetFileName(by) : null,
                Words = match.Value,
            }
            : null;

    // /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)
    [GeneratedRegex(@"(?<library>\S+): version [`'](?<demand>[^']+)' not found(?: \(required by (?<by>[^)]+)\))?")]
    private static partial Regex Version();

    // Error loading shared library libstdc++.so.6: No such file or directory (needed by /app/libLibTorchSharp.so)
    [GeneratedRegex(@"Error loading shared library (?<library>[^:]+): .*?(?:\(needed by (?<by>[^)]+)\)|$)")]
    private static partial Regex MuslLibrary();

    // Error relocating /app/libc10.so: __memcpy_chk: symbol not found
    [GeneratedRegex(@"Error relocating (?<library>[^:]+): (?<demand>[^:]+): symbol not found")]
    private static partial Regex MuslSymbol();

    // /app/libLibTorchSharp.so: undefined symbol: _ZN3c104impl8GPUTrace13gpuTraceStateE
    [GeneratedRegex(@"(?<library>\S+): (?:symbol lookup error: )?undefined symbol: (?<demand>[^\s,]+)")]
    private static partial Regex Symbol();

    // /app/libtorch_cpu.so: file too short · /app/libc10.so: invalid ELF header · /app/libc10.so: wrong ELF class: ELFCLASS32
    [GeneratedRegex(@"(?<library>\S+): (?:file too short|invalid ELF header|wrong ELF class\b.*|ELF file.*|cannot read file data.*)")]
    private static partial Regex Broken();

    // libgomp.so.1: cannot open shared object file: No such file or directory
    [GeneratedRegex(@"(?<library>\S+): cannot open shared object file: No such file or directory")]
    private static partial Regex Missing();
}
