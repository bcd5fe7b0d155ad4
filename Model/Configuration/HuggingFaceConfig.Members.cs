namespace ClipGrid.Model.Configuration;

/// <summary>What Hugging Face's configurations may hold beside the values that are read.</summary>
public static partial class HuggingFaceConfig
{
    private static IEnumerable<UnsupportedMember> UnsupportedInTowers =>
    [
        UnsupportedMember.Of("attention_dropout", "dropout of attention", "0"),
        UnsupportedMember.Of("dropout", "dropout", "0"),
    ];

    private static IEnumerable<UnsupportedMember> UnsupportedEverywhere =>
    [
        UnsupportedMember.Of("pruned_heads", "removing heads", "{}"),
        UnsupportedMember.Of("add_cross_attention", "attention between the towers", "false"),
        UnsupportedMember.Of("is_encoder_decoder", "an encoder with a decoder", "false"),
    ];

    private static IEnumerable<IgnoredMember> IgnoredInTowers =>
    [
        new("projection_dim", "CLIPModel projects to the top-level projection_dim"),
    ];

    /// <summary>Members of every configuration of the library, whatever the model: <c>CLIPModel</c> reads none of them.</summary>
    private static IEnumerable<IgnoredMember> IgnoredEverywhere =>
    [
        .. IgnoredMember.All("provenance", "_name_or_path", "_commit_hash", "architectures", "transformers_version", "finetuning_task"),
        .. IgnoredMember.All("the type of the arithmetic is chosen where the model runs", "torch_dtype", "dtype", "use_bfloat16"),
        .. IgnoredMember.All("only the text tower's end of text decides a row, and that one is read", "bos_token_id", "eos_token_id", "pad_token_id"),
        new("gradient_checkpointing", "the memory that training takes, not what it computes"),
        .. IgnoredMember.All("used when weights are made, and these exist", "initializer_factor", "initializer_range"),
        .. IgnoredMember.All("the form of the result, not its numbers", "return_dict", "output_attentions", "output_hidden_states", "torchscript", "use_cache"),
        .. IgnoredMember.All("which code of the library runs, not what it computes", "_attn_implementation", "_attn_implementation_autoset", "attn_implementation", "chunk_size_feed_forward"),
        .. IgnoredMember.All("for classifiers, which this model is not", "id2label", "label2id", "num_labels", "problem_type", "task_specific_params"),
        .. IgnoredMember.All("for models with shared or crossed towers, which this is not", "tie_encoder_decoder", "tie_word_embeddings", "is_decoder", "cross_attention_hidden_size"),
        .. IgnoredMember.All("names a tokenizer class; the tokenizer has files of its own", "tokenizer_class", "prefix", "sep_token_id", "decoder_start_token_id"),
        .. IgnoredMember.All(
            "for text generation, which this model does not do",
            "bad_words_ids", "begin_suppress_tokens", "diversity_penalty", "do_sample", "early_stopping", "encoder_no_repeat_ngram_size",
            "exponential_decay_length_penalty", "forced_bos_token_id", "forced_eos_token_id", "length_penalty", "max_length", "min_length",
            "no_repeat_ngram_size", "num_beam_groups", "num_beams", "num_return_sequences", "output_scores", "remove_invalid_values",
            "repetition_penalty", "return_dict_in_generate", "suppress_tokens", "temperature", "tf_legacy_loss", "top_k", "top_p", "typical_p"),
    ];
}
