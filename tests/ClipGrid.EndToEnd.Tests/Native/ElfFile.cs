using System.Buffers.Binary;
using System.Text;

namespace ClipGrid.EndToEnd.Tests.Native;

/// <summary>
/// Reads what a 64-bit little-endian ELF library asks of others (System V ABI; the Linux Standard Base's "Symbol
/// Versioning"). Shares nothing with the build task that it judges: versions are found by name, not by hash.
/// </summary>
internal sealed class ElfFile(byte[] elf)
{
    private const int Rela = 4, DynamicSymbols = 11, VersionNeeds = 0x6ffffffe, SymbolVersions = 0x6fffffff;

    public static ElfFile Read(string path) => new(File.ReadAllBytes(path));

    /// <summary>All versions that it asks of other libraries.</summary>
    public IEnumerable<ElfVersionNeed> Needs()
    {
        foreach ((int offset, _, int link) in Sections(VersionNeeds))
        {
            int names = SectionAt(link).Offset;
            for (int need = offset, step = 1; step != 0; need += step)
            {
                for (int entry = need + Int(need + 8), left = Short(need + 2); left > 0; left--, entry += Int(entry + 12))
                {
                    yield return new ElfVersionNeed
                    {
                        Library = Name(names + Int(need + 4)),
                        Version = Name(names + Int(entry + 8)),
                        IsWeak = (Short(entry + 4) & 2) != 0,
                        Index = Short(entry + 6) & 0x7fff,
                    };
                }
                step = Int(need + 12);
            }
        }
    }

    /// <summary>Names of the symbols that carry the version <paramref name="need"/>.</summary>
    public IReadOnlyList<string> SymbolsWith(ElfVersionNeed need)
    {
        (int symbols, _, int link) = Sections(DynamicSymbols).Single();
        int names = SectionAt(link).Offset;
        return [.. Numbers(need).Select(number => Name(names + Int(symbols + 24 * number)))];
    }

    /// <summary>How many places of the file are filled in with the address of a symbol that carries <paramref name="need"/>.</summary>
    public int RelocationCount(ElfVersionNeed need)
    {
        HashSet<int> numbers = [.. Numbers(need)];
        // Elf64_Rela: place, type (low half) and symbol (high half), addend.
        return Sections(Rela).Sum(section => Enumerable.Range(0, section.Size / 24).Count(i => numbers.Contains(Int(section.Offset + 24 * i + 12))));
    }

    private IEnumerable<int> Numbers(ElfVersionNeed need)
    {
        (int versions, int size, _) = Sections(SymbolVersions).Single();
        return Enumerable.Range(0, size / 2).Where(number => (Short(versions + 2 * number) & 0x7fff) == need.Index);
    }

    private IEnumerable<(int Offset, int Size, int Link)> Sections(int type) =>
        from number in Enumerable.Range(0, Short(60))
        where Int(SectionHeader(number) + 4) == type
        select SectionAt(number);

    private (int Offset, int Size, int Link) SectionAt(int number)
    {
        int header = SectionHeader(number);
        return (Int(header + 24), Int(header + 32), Int(header + 40));
    }

    private int SectionHeader(int number) => Int(40) + number * Short(58);

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(elf.AsSpan(at));

    private int Short(int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(at));

    private string Name(int at) => Encoding.ASCII.GetString(elf, at, elf.AsSpan(at).IndexOf((byte)0));
}
