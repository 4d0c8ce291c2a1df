"""Datasette's own templates in Chinese, and with the labels that screen readers need.

The templates stay Datasette's: as they are loaded, the phrases below are replaced. What a later version words in
another way stays English until it is added here; nothing breaks by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import BaseLoader, Environment

_DATA_AS = {"This data as {%": "数据格式：{%"}

_SELECTED = "<option{% if c == column %} selected{% endif %}>{{ c }}</option>"
_VALUE_C = '<option value="{{ c }}"'
_EXPLAINED = '<details class="columns-explained" id="columns"><summary>各列的含义</summary>'
_OWN_SCRIPT = """<script src="{{ asset('columns.js') }}" defer></script>"""
_CROSS = '<span aria-hidden="true">✕</span>'

PHRASES: Mapping[str, Mapping[str, str]] = {
    "table.html": {
        "row{% if filtered_table_rows_count == 1 %}{% else %}s{% endif %}": "行",
        "{{ database }}: {{ table }}: ": "{{ metadata.title or table }}：",
        "{% if human_description_en %} {{ human_description_en }}{% endif %}{% endblock %}": " · 法条{% endblock %}",
        " (view)": "（视图）",
        "Table actions": "操作",
        ">Search:<": ">检索<",
        '<select name="_filter_column_{{': '<select aria-label="列" name="_filter_column_{{',
        '<select name="_filter_op_{{': '<select aria-label="条件" name="_filter_op_{{',
        '<input type="text" name="_filter_value_{{': '<input aria-label="值" type="text" name="_filter_value_{{',
        '<select name="_filter_column">': '<select aria-label="列" name="_filter_column">',
        '<select name="_filter_op">': '<select aria-label="条件" name="_filter_op">',
        '<input type="text" name="_filter_value"': '<input aria-label="值" type="text" name="_filter_value"',
        '<select name="_sort"': '<select aria-label="排序" name="_sort"',
        "- remove filter -": "去掉条件",
        "- column -": "选择列",
        "Sort...": "排序……",
        "Sort by ": "按 ",
        "> descending<": "> 降序<",
        'value="Apply"': 'value="筛选"',
        "View and edit SQL": "查看和修改 SQL",
        ">advanced<": ">更多<",
        "These facets timed out:": "以下分面超时：",
        "Next page": "下一页",
        "<h3>Advanced export</h3>": "<h2>导出</h2>",
        "JSON shape:": "JSON 形式：",
        ">default<": ">默认<",
        ">array<": ">数组<",
        ">newline-delimited<": ">每行一条<",
        ">object<": ">对象<",
        "CSV options:": "CSV 选项：",
        " download file<": " 下载文件<",
        " expand labels<": " 展开名称<",
        " stream all rows<": " 全部行<",
        'value="Export CSV"': 'value="导出 CSV"',
        "<h3>{% if filtered": "<h2>{% if filtered",
        "human_description_en }}{% endif %}\n    </h3>": "human_description_en }}{% endif %}\n    </h2>",
        "{{ human_description_en }}": "{{ in_chinese(human_description_en, table,"
        " identifiers_named and identifiers_named()) }}",
        _SELECTED: _SELECTED.replace("<option", _VALUE_C).replace("{{ c }}<", "{{ column_name(table, c) }}<"),
        "<option>{{ column }}</option>": '<option value="{{ column }}">{{ column_name(table, column) }}</option>',
        ">{{ display }}</option>": ">{{ lookups.get(key, display) }}</option>",
        "按 {{ column.name }}<": "按 {{ column_name(table, column.name) }}<",
        '<dl class="column-descriptions">': f"{_EXPLAINED}<dl>",
        "<dt>{{ column_name }}</dt><dd>{{ column_description }}</dd>": "<div><dt>{{ column_name(table, name) }}"
        " <code>{{ name }}</code></dt><dd>{{ column_description }}</dd></div>",
        "for column_name, column_description in": "for name, column_description in",
        "{% endfor %}\n</dl>": "{% endfor %}\n</dl></details>",
        "<script>DATASETTE_ALLOW_FACET = {{ datasette_allow_facet }};</script>": _OWN_SCRIPT,
        "{{ extra_wheres_for_ui|length }} extra where clause": "附加条件",
        "{% if extra_wheres_for_ui|length != 1 %}s{% endif %}": "",
        ">remove</a>": ">去掉</a>",
        "{% set links = table_actions() %}{% if links %}": "{% set actions = table_actions() %}{% if actions %}",
        "            {% if links %}": "            {% if actions %}",
        "for link in links": "for link in actions",
        **_DATA_AS,
    },
    "_table.html": {
        '<p class="zero-results">0 records</p>': "{% if told_unknown %}{% with told = told_unknown() %}"
        '{% include "_unknown.html" %}{% endwith %}{% endif %}<p class="zero-results">没有符合条件的行</p>',
        "{{ column.name }}&nbsp;▼": "{{ column_name(table, column.name) }}&nbsp;▲",
        "{{ column.name }}{% if column.name == sort_desc %}&nbsp;▲": "{{ column_name(table, column.name) }}"
        "{% if column.name == sort_desc %}&nbsp;▼",
        "                            {{ column.name }}\n": "{{ column_name(table, column.name) }}\n",
        "{{ cell.value }}": "{{ named_cell(cell.value) }}",
        '<div class="table-wrapper">': '<div class="table-wrapper" tabindex="0" role="region" aria-label="数据">',
    },
    "_facet_results.html": {
        'class="cross">&#x2716;': f'class="cross" aria-label="去掉">{_CROSS}',
        "<strong>{{ facet_info.name }}": "<strong>{{ column_name(table, facet_info.name) }}",
        '<ul class="tight-bullets">': '<ul class="tight-bullets" tabindex="0" '
        'aria-label="{{ column_name(table, facet_info.name) }}">',
        '{{ (facet_value.label | string()) or "-" }}': "{{ value_name(table, facet_info.name, facet_value.value)"
        ' or (facet_value.label | string()) or "（空）" }}',
        '{{ facet_value.label or "-" }}': "{{ value_name(table, facet_info.name, facet_value.value)"
        ' or facet_value.label or "（空）" }}',
    },
    "_suggested_facets.html": {
        "Suggested facets:": "还可按这些分类：",
        "{{ facet.name }}</a>{% if facet.type %} ({{ facet.type }}){% endif %}{% if not loop.last %}, ": "{{ "
        "column_name(table, facet.name) }}</a>{% if facet.type == 'date' %}（按日）{% endif %}{% if not loop.last %}、",
    },
    "_description_source_license.html": {"Data license:": "许可：", "Data source:": "来源：", "About:": "关于："},
    "database.html": {
        "Table actions": "操作",
        "<h3>Custom SQL query</h3>": '<h2><label for="sql-editor">自己写 SQL 查询</label></h2>',
        "Format SQL": "整理 SQL",
        'value="Run SQL"': 'value="运行"',
        ">Queries<": ">常用查询<",
        ">Tables<": ">表<",
        ">{{ table.name }}</a>": ">{{ ((metadata.tables or {})[table.name] or {}).title or table.name }}</a>"
        " <code>{{ table.name }}</code>",
        ">Views<": ">视图<",
        "<em> (hidden)</em>": "<em>（隐藏）</em>",
        "Many rows": "很多行",
        "row{% if table.count == 1 %}{% else %}s{% endif %}{% endif %}": "行{% endif %}",
        "... and <a": "另有 <a",
        "hidden table{% if hidden_count == 1 %}{% else %}s{% endif %}": "个隐藏的表",
        "Download SQLite DB:": "下载 SQLite 数据库：",
    },
    "query.html": {
        "{{ database }}{% if query and query.sql %}: {{ query.sql }}{% endif %}{% endblock %}": "{{ metadata.title or"
        " database }} · 法条{% endblock %}",
        "Custom SQL query{% if display_rows %} returning {% if truncated %}more than {% endif %}": "结果"
        "{% if display_rows %}：{% if truncated %}超过 {% endif %}",
        "row{% if display_rows|length == 1 %}{% else %}s{% endif %}": "行",
        "<h3>结果": "<h2>结果",
        "<h3>Query parameters</h3>": "<h2>查询条件</h2>",
        "{% endif %}</h3>\n    {% if error %}": "{% endif %}</h2>\n    {% if error %}",
        '<textarea id="sql-editor"': '<textarea aria-label="SQL" id="sql-editor"',
        "Format SQL": "整理 SQL",
        'value="Run SQL"': 'value="运行"',
        '(<a href="{{ show_hide_link }}">{{ show_hide_text }}</a>)': '<a href="{{ show_hide_link }}">'
        "{{ {'show': '显示 SQL', 'hide': '隐藏 SQL'}[show_hide_text] }}</a>",
        '<p class="message-error">{{ error }}</p>': '<p class="message-error">{{ error_in_chinese(error|string) }}</p>',
        "{{ name }}</label>": "<code>{{ name }}</code></label>",
        "0 results": "没有结果",
        '<div class="table-wrapper">': '<div class="table-wrapper" tabindex="0" role="region" aria-label="结果">',
        **_DATA_AS,
    },
}
"""Template to what is replaced in it, in this order."""


class TranslatingLoader(BaseLoader):
    """Loads what another loader does, with the phrases of a template replaced."""

    def __init__(self, loader: BaseLoader) -> None:
        """Load from `loader`."""
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the source of a template, `default:` before its name or not, translated."""
        source, path, fresh = self._loader.get_source(environment, template)
        for phrase, chinese in PHRASES.get(template.removeprefix("default:"), {}).items():
            source = source.replace(phrase, chinese)
        return source, path, fresh

    def list_templates(self) -> list[str]:
        """Return the names of the other loader's templates."""
        return self._loader.list_templates()
