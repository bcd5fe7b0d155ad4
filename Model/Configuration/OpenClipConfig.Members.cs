namespace ClipGrid.Model.Configuration;

/// <summary>What open_clip's configurations may hold beside the values that are read.</summary>
public static partial class OpenClipConfig
{
    private static IEnumerable<IgnoredMember> IgnoredInModel =>
    [
        new("custom_text", "changes the names of the weights only, and those are recognised by themselves"),
        new("output_dict", "changes the form of the result, not its numbers"),
        new("cast_dtype", "the type of the arithmetic is chosen where the model runs"),
    ];

    private static IEnumerable<UnsupportedMember> UnsupportedInModel =>
    [
        UnsupportedMember.Of("multimodal_cfg", "a caption decoder (CoCa)"),
        UnsupportedMember.Of("nonscalar_logit_scale", "a logit scale with a dimension", "false"),
    ];

    private static IEnumerable<IgnoredMember> IgnoredInVision =>
    [
        .. IgnoredMember.All(
            "read with timm_model_name only, which is refused",
            "timm_model_pretrained", "timm_pool", "timm_proj", "timm_proj_bias", "timm_drop", "timm_drop_path"),
        .. IgnoredMember.All("read with attentional_pool only, which is refused", "attn_pooler_queries", "attn_pooler_heads"),
        new("output_tokens", "hands out the tokens beside the embedding, which stays the same"),
    ];

    private static IEnumerable<UnsupportedMember> UnsupportedInVision =>
    [
        UnsupportedMember.Of("timm_model_name", "an image tower of timm"),
        UnsupportedMember.Of("eva_model_name", "an EVA image tower"),
        UnsupportedMember.Of("attentional_pool", "attention pooling in a vision transformer", "false"),
        UnsupportedMember.Of("pool_type", "pooling at another place than the class token", "\"tok\""),
        UnsupportedMember.Of("global_average_pool", "average pooling", "false"),
        UnsupportedMember.Of("pos_embed_type", "a fixed position embedding", "\"learnable\""),
        UnsupportedMember.Of("no_ln_pre", "a tower without layer norm before its blocks", "false"),
        UnsupportedMember.Of("final_ln_after_pool", "layer norm after pooling", "false"),
        UnsupportedMember.Of("input_patchnorm", "normalisation of patches", "false"),
        UnsupportedMember.Of("patch_dropout", "dropping patches in training", "0"),
        .. UnsupportedInBlocks,
    ];

    private static IEnumerable<IgnoredMember> IgnoredInText =>
    [
        .. IgnoredMember.All(
            "read with hf_model_name only, which is refused",
            "hf_model_pretrained", "hf_proj_type", "hf_pooler_type", "proj"),
        new("eos_id", "read with pool_type eos only, which is refused"),
        new("output_tokens", "hands out the tokens beside the embedding, which stays the same"),
    ];

    private static IEnumerable<UnsupportedMember> UnsupportedInText =>
    [
        UnsupportedMember.Of("hf_model_name", "a text tower of Hugging Face"),
        UnsupportedMember.Of("hf_tokenizer_name", "another tokenizer than CLIP's"),
        UnsupportedMember.Of("tokenizer_mode", "another tokenizer than CLIP's"),
        UnsupportedMember.Of("tokenizer_kwargs", "a tokenizer with settings of its own", "{}"),
        UnsupportedMember.Of("embed_cls", "a class token at the end of the text", "false"),
        UnsupportedMember.Of("pad_id", "another padding than token 0", "0"),
        UnsupportedMember.Of("no_causal_mask", "attention to later tokens", "false"),
        UnsupportedMember.Of("pool_type", "pooling at another place than the highest token id", "\"argmax\""),
        UnsupportedMember.Of("final_ln_after_pool", "layer norm after pooling", "false"),
        UnsupportedMember.Of("proj_type", "another projection than a matrix", "\"linear\""),
        UnsupportedMember.Of("proj_bias", "a projection with a bias", "false"),
        UnsupportedMember.Of("ln_post_emb", "layer norm after the token embedding", "false"),
        .. UnsupportedInBlocks,
    ];

    private static IEnumerable<UnsupportedMember> UnsupportedInBlocks =>
    [
        UnsupportedMember.Of("ls_init_value", "layer scale"),
        UnsupportedMember.Of("block_type", "another kind of block", "\"default\""),
        UnsupportedMember.Of("qk_norm", "normalised queries and keys", "false"),
        UnsupportedMember.Of("scaled_cosine_attn", "cosine attention", "false"),
        UnsupportedMember.Of("scale_heads", "scaled heads", "false"),
        UnsupportedMember.Of("scale_attn_inner", "normalisation within attention", "false"),
        UnsupportedMember.Of("scale_attn", "normalisation after attention", "false"),
        UnsupportedMember.Of("scale_fc", "normalisation within the MLP", "false"),
    ];
}
