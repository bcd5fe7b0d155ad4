using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ClipGrid.Model.Evaluation;

// Q queries, K keys, D dimension

/// <summary>
/// Inner products of every query with every key. A score is a function of its two vectors alone: the blocked loop and the
/// single pair add in the same order, so equal vectors tie exactly wherever in a block they fall.
/// </summary>
public static class Similarity
{
    private const int QueryStep = 4;
    private const int KeyStep = 2;
    private const int ScanStep = 4;

    /// <summary>Fills <paramref name="scores_QK"/>, row-major, with the inner products.</summary>
    public static void Fill(ReadOnlySpan<float> queries_QD, ReadOnlySpan<float> keys_KD, int dimension, Span<float> scores_QK)
    {
        int queryCount = queries_QD.Length / dimension;
        int keyCount = keys_KD.Length / dimension;
        int q = 0;
        for (; q + QueryStep <= queryCount; q += QueryStep)
        {
            ReadOnlySpan<float> four_4D = queries_QD.Slice(q * dimension, QueryStep * dimension);
            int k = 0;
            for (; k + KeyStep <= keyCount; k += KeyStep)
                FourByTwo(four_4D, keys_KD.Slice(k * dimension, KeyStep * dimension), dimension, scores_QK[(q * keyCount + k)..], keyCount);
            for (; k < keyCount; k++)
                for (int row = 0; row < QueryStep; row++)
                    scores_QK[(q + row) * keyCount + k] = Dot(four_4D.Slice(row * dimension, dimension), keys_KD.Slice(k * dimension, dimension));
        }
        for (; q < queryCount; q++)
            for (int k = 0; k < keyCount; k++)
                scores_QK[q * keyCount + k] = Dot(queries_QD.Slice(q * dimension, dimension), keys_KD.Slice(k * dimension, dimension));
    }

    /// <summary>
    /// Fills <paramref name="scores_K"/> with the inner products of one query and many keys, bit for bit as <see cref="Dot"/> gives
    /// them: for reading a long matrix once.
    /// </summary>
    public static void Scan(ReadOnlySpan<float> query_D, ReadOnlySpan<float> keys_KD, Span<float> scores_K)
    {
        int dimension = query_D.Length;
        int keyCount = keys_KD.Length / dimension;
        int k = 0;
        for (; k + ScanStep <= keyCount; k += ScanStep)
            OneByFour(query_D, keys_KD.Slice(k * dimension, ScanStep * dimension), scores_K[k..]);
        for (; k < keyCount; k++)
            scores_K[k] = Dot(query_D, keys_KD.Slice(k * dimension, dimension));
    }

    /// <summary>The inner product of one pair, bit for bit as <see cref="Fill"/> gives it.</summary>
    public static float Dot(ReadOnlySpan<float> query_D, ReadOnlySpan<float> key_D)
    {
        ReadOnlySpan<Vector<float>> query = MemoryMarshal.Cast<float, Vector<float>>(query_D);
        ReadOnlySpan<Vector<float>> key = MemoryMarshal.Cast<float, Vector<float>>(key_D);
        Vector<float> sum = Vector<float>.Zero;
        for (int i = 0; i < query.Length; i++)
            sum = Vector.FusedMultiplyAdd(query[i], key[i], sum);
        return Finish(sum, query_D, key_D);
    }

    // Eight sums stay in registers: six loads feed eight multiply-adds, so the arithmetic units and not the loads set the pace.
    private static void FourByTwo(ReadOnlySpan<float> queries_4D, ReadOnlySpan<float> keys_2D, int dimension, Span<float> scores, int stride)
    {
        ReadOnlySpan<float> a = queries_4D[..dimension], b = queries_4D.Slice(dimension, dimension);
        ReadOnlySpan<float> c = queries_4D.Slice(2 * dimension, dimension), d = queries_4D.Slice(3 * dimension, dimension);
        ReadOnlySpan<float> x = keys_2D[..dimension], y = keys_2D.Slice(dimension, dimension);
        int steps = dimension / Vector<float>.Count;
        ref Vector<float> va = ref First(a), vb = ref First(b), vc = ref First(c), vd = ref First(d), vx = ref First(x), vy = ref First(y);
        Vector<float> ax = default, ay = default, bx = default, by = default, cx = default, cy = default, dx = default, dy = default;
        for (int i = 0; i < steps; i++)
        {
            Vector<float> left = At(ref vx, i), right = At(ref vy, i);
            Vector<float> query = At(ref va, i);
            ax = Vector.FusedMultiplyAdd(query, left, ax);
            ay = Vector.FusedMultiplyAdd(query, right, ay);
            query = At(ref vb, i);
            bx = Vector.FusedMultiplyAdd(query, left, bx);
            by = Vector.FusedMultiplyAdd(query, right, by);
            query = At(ref vc, i);
            cx = Vector.FusedMultiplyAdd(query, left, cx);
            cy = Vector.FusedMultiplyAdd(query, right, cy);
            query = At(ref vd, i);
            dx = Vector.FusedMultiplyAdd(query, left, dx);
            dy = Vector.FusedMultiplyAdd(query, right, dy);
        }
        (scores[0], scores[1]) = (Finish(ax, a, x), Finish(ay, a, y));
        (scores[stride], scores[stride + 1]) = (Finish(bx, b, x), Finish(by, b, y));
        (scores[2 * stride], scores[2 * stride + 1]) = (Finish(cx, c, x), Finish(cy, c, y));
        (scores[3 * stride], scores[3 * stride + 1]) = (Finish(dx, d, x), Finish(dy, d, y));
    }

    // One query over four rows: four chains of additions hide each other's latency, and memory sets the pace.
    private static void OneByFour(ReadOnlySpan<float> query_D, ReadOnlySpan<float> keys_4D, Span<float> scores)
    {
        int dimension = query_D.Length;
        ReadOnlySpan<float> a = keys_4D[..dimension], b = keys_4D.Slice(dimension, dimension);
        ReadOnlySpan<float> c = keys_4D.Slice(2 * dimension, dimension), d = keys_4D.Slice(3 * dimension, dimension);
        int steps = dimension / Vector<float>.Count;
        ref Vector<float> vq = ref First(query_D), va = ref First(a), vb = ref First(b), vc = ref First(c), vd = ref First(d);
        Vector<float> sa = default, sb = default, sc = default, sd = default;
        for (int i = 0; i < steps; i++)
        {
            Vector<float> query = At(ref vq, i);
            sa = Vector.FusedMultiplyAdd(query, At(ref va, i), sa);
            sb = Vector.FusedMultiplyAdd(query, At(ref vb, i), sb);
            sc = Vector.FusedMultiplyAdd(query, At(ref vc, i), sc);
            sd = Vector.FusedMultiplyAdd(query, At(ref vd, i), sd);
        }
        (scores[0], scores[1]) = (Finish(sa, query_D, a), Finish(sb, query_D, b));
        (scores[2], scores[3]) = (Finish(sc, query_D, c), Finish(sd, query_D, d));
    }

    private static ref Vector<float> First(ReadOnlySpan<float> row) =>
        ref Unsafe.As<float, Vector<float>>(ref MemoryMarshal.GetReference(row));

    private static Vector<float> At(ref Vector<float> first, int index) => Unsafe.Add(ref first, index);

    private static float Finish(Vector<float> sum, ReadOnlySpan<float> query_D, ReadOnlySpan<float> key_D)
    {
        float total = Vector.Sum(sum);
        for (int i = query_D.Length - query_D.Length % Vector<float>.Count; i < query_D.Length; i++)
            total = MathF.FusedMultiplyAdd(query_D[i], key_D[i], total);
        return total;
    }
}
