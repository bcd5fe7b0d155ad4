using System.Buffers.Binary;
using System.Text;

namespace ClipGrid.Model.Tests.Weights;

/// <summary>Makes safetensors files by hand, right ones and wrong ones.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Of(string header, int dataByteCount) => Of(Encoding.UTF8.GetBytes(header), dataByteCount);

    public static byte[] Of(byte[] header, int dataByteCount) => WithLength((ulong)header.Length, header, dataByteCount);

    public static byte[] WithLength(ulong claimed, byte[] header, int dataByteCount)
    {
        byte[] file = new byte[8 + header.Length + dataByteCount];
        BinaryPrimitives.WriteUInt64LittleEndian(file, claimed);
        header.CopyTo(file, 8);
        for (int i = 0; i < dataByteCount; i++)
            file[8 + header.Length + i] = (byte)(i * 7);
        return file;
    }
}
