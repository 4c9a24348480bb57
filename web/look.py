"""How the page looks: theme, style sheet, and the few lines of script that move the reader's eye."""

from __future__ import annotations

from typing import Any

import gradio as gr

from web import strings

CSS = """
.gradio-container {max-width: 1240px !important; width: 100% !important; margin: 0 auto !important;}
.gradio-container main, .gradio-container .wrap.app {width: 100% !important; max-width: none !important;}
#heading h1 {font-size: 1.9rem; margin-bottom: 0; letter-spacing: -0.02em;}
#heading p {opacity: .75; margin-top: .2rem;}

/* Gradio ships no Vietnamese: its own upload hint gives way to ours. */
.upload .wrap {font-size: 0 !important; padding-top: 1.6rem;}
.upload .wrap .icon-wrap {display: none;}
.upload .wrap::after {content: "%s"; font-size: .92rem; padding: 0 8px; text-align: center;}

.result textarea {font-size: 1.06rem; line-height: 1.6;}
#short-answer textarea {font-size: 1.35rem; font-weight: 700;}
.note, .note textarea {border: none !important; background: transparent !important; box-shadow: none !important;
  padding: 0 2px !important; font-size: .85rem; opacity: .75;}

/* Choices are sentences and passages here: full width, and a line break in them is one. */
.choices label {width: 100%; white-space: pre-line; align-items: flex-start; line-height: 1.5;}
.choices label input {margin-top: .3em;}
.choices > .wrap, .choices div.wrap {max-height: 36rem; overflow-y: auto;}
.suggestion {white-space: normal; text-align: left; justify-content: flex-start; font-weight: 400 !important;}
.send .submit-button {background: var(--button-primary-background-fill); color: white; padding: 6px 18px;
  border-radius: 8px; font-weight: 600; width: auto; height: auto; margin: 0 6px 6px 0;}
.send .submit-button:hover {background: var(--button-primary-background-fill-hover);}

/* The article stays in view while the summary beside it is read. */
.article {max-height: min(40rem, 82vh); overflow-y: auto !important; line-height: 1.75;}
.article .textfield, .article .textfield * {line-height: 1.75 !important; word-break: normal !important;
  overflow-wrap: anywhere;}
.article .highlighted {background-color: #fde68a !important; color: #1c1917 !important; border-radius: 3px;
  padding: 1px 2px; -webkit-box-decoration-break: clone; box-decoration-break: clone;}
.article .highlighted .label {background-color: #92400e !important; color: #fff !important; margin-left: 3px;}
@media (min-width: 900px) {.beside {position: sticky; top: 12px; align-self: flex-start;}}

.rows .body-cell {cursor: pointer;}
@media (max-width: 640px) {
  .gradio-container {padding: 8px !important;}
  #heading h1 {font-size: 1.5rem;}
}
""".replace("%s", strings.DROP_HINT)

# Run once, before anything else. Gradio's boxes send on Enter even while an input method is composing (Telex, VNI),
# when Enter only accepts the word.
HEAD = """<script>
document.documentElement.lang = "vi";
for (const kind of ["keydown", "keypress"]) document.addEventListener(kind, (event) => {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
}, true);
</script>"""


def theme() -> Any:
    """System fonts only, so that nothing is fetched from elsewhere."""
    fonts = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
    # Tables take the "mono" font, and monospaced fonts of many systems place Vietnamese diacritics badly.
    look = gr.themes.Soft(primary_hue="teal", neutral_hue="slate", font=fonts, font_mono=fonts)
    return look.set(
        block_title_background_fill="none",
        block_title_background_fill_dark="none",
        block_title_padding="0",
        block_title_text_color="*neutral_600",
        block_title_text_color_dark="*neutral_300",
        block_label_background_fill="none",
        block_label_background_fill_dark="none",
        block_label_border_width="0px",
        block_label_border_width_dark="0px",
        block_label_shadow="none",
        block_label_text_color="*neutral_600",
        block_label_text_color_dark="*neutral_300",
        block_border_width="1px",
        block_border_color="*neutral_200",
        block_border_color_dark="*neutral_700",
        block_shadow="none",
        input_shadow="none",
        input_border_width="1px",
        input_border_color="*neutral_200",
        input_border_color_dark="*neutral_700",
        checkbox_border_color="*neutral_400",
        checkbox_border_color_dark="*neutral_500",
        checkbox_label_shadow="none",
        checkbox_label_background_fill_selected="*primary_50",
        checkbox_label_background_fill_selected_dark="*primary_900",
        checkbox_label_text_color_selected="*primary_900",
        checkbox_label_text_color_selected_dark="*primary_50",
        # White on the usual teal is too faint to read.
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_600",
        button_primary_text_color="white",
    )


def scroll_to_mark(box: str, *, reveal: bool = False) -> str:
    """Script that brings the first highlighted words of a box into view.

    Args:
        box: its element id.
        reveal: bring the box itself into view as well; on a phone it lies below what was pressed.
    """
    show = 'box.scrollIntoView({block: "nearest"});' if reveal else ""
    return f"""() => {{ setTimeout(() => {{
      const box = document.getElementById("{box}"); if (!box) return;
      const mark = box.querySelector(".highlighted");
      box.scrollTop += mark ? mark.getBoundingClientRect().top - box.getBoundingClientRect().top - 70 : -box.scrollTop;
      {show}
    }}, 200); }}"""
