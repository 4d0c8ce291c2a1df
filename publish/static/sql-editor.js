// The editor of SQL over Datasette's field for it, and the button that lays a query out.
"use strict";

addEventListener("load", () => {
  const button = document.querySelector("button#sql-format");
  const field = document.querySelector("textarea#sql-editor");
  if (!field) return;
  const editor = CodeMirror.fromTextArea(field, { lineNumbers: true, mode: "text/x-sql", lineWrapping: true });
  editor.getInputField().setAttribute("aria-label", "SQL");
  editor.setOption("extraKeys", { "Shift-Enter": () => field.form.submit(), Tab: false });
  cmResize(editor, { resizableWidth: false });
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
  }
});
