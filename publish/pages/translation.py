"""Datasette's own templates in Chinese, and with the labels that screen readers need.

The templates stay Datasette's: as they are loaded, the phrases below are replaced. What a later version words in
another way stays English until it is added here; nothing breaks by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import BaseLoader, Environment

_DATA_AS = {"This data as {%": "数据格式：{%"}

_DESCRIPTION = (
    (" sorted by ", "，按 "),
    ("sorted by ", "按 "),
    (" descending", " 降序"),
    ("where search matches ", "检索 "),
    ("where ", "其中 "),
    (" and ", " 且 "),
    (" is not null", " 不为空"),
    (" is null", " 为空"),
    (" contains ", " 含有 "),
    (" starts with ", " 开头是 "),
)

PHRASES: Mapping[str, Mapping[str, str]] = {
    "table.html": {
        "row{% if filtered_table_rows_count == 1 %}{% else %}s{% endif %}": "行",
        "{{ database }}: {{ table }}: ": "{{ metadata.title or table }}：",
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
        "{{ human_description_en }}": "{{ in_chinese(human_description_en) }}",
        **_DATA_AS,
    },
    "_table.html": {
        "0 records": "没有符合条件的行",
        '<div class="table-wrapper">': '<div class="table-wrapper" tabindex="0" role="region" aria-label="数据">',
    },
    "_facet_results.html": {
        'class="cross">&#x2716;': 'class="cross" aria-label="去掉">&#x2716;',
        '<ul class="tight-bullets">': '<ul class="tight-bullets" tabindex="0" aria-label="{{ facet_info.name }}">',
    },
    "_suggested_facets.html": {"Suggested facets:": "可用的分面："},
    "_description_source_license.html": {"Data license:": "许可：", "Data source:": "来源：", "About:": "关于："},
    "row.html": {
        "Links from other tables": "引用这一行的表",
        "row{% if other.count == 1 %}{% else %}s{% endif %}</a>": "行</a>",
        "from {{ other.other_column }} in {{ other.other_table }}": "在 {{ other.other_table }}",
        **_DATA_AS,
    },
    "database.html": {
        "Table actions": "操作",
        "<h3>Custom SQL query</h3>": '<h2><label for="sql-editor">自己写 SQL 查询</label></h2>',
        "Format SQL": "整理 SQL",
        'value="Run SQL"': 'value="运行"',
        ">Queries<": ">常用查询<",
        ">Tables<": ">表<",
        ">{{ table.name }}</a>": ">{{ metadata.tables[table.name].title or table.name }}</a>"
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
        "Custom SQL query{% if display_rows %} returning {% if truncated %}more than {% endif %}": "结果"
        "{% if display_rows %}{% if truncated %}超过 {% endif %}",
        "row{% if display_rows|length == 1 %}{% else %}s{% endif %}": "行",
        "<h3>结果": "<h2>结果",
        "<h3>Query parameters</h3>": "<h2>查询条件</h2>",
        "{% endif %}</h3>\n    {% if error %}": "{% endif %}</h2>\n    {% if error %}",
        '<textarea id="sql-editor"': '<textarea aria-label="SQL" id="sql-editor"',
        "Format SQL": "整理 SQL",
        'value="Run SQL"': 'value="运行"',
        "Edit SQL": "修改 SQL",
        "{{ show_hide_text }}": "{{ {'show': '显示 SQL', 'hide': '隐藏 SQL'}[show_hide_text] }}",
        "0 results": "没有结果",
        '<div class="table-wrapper">': '<div class="table-wrapper" tabindex="0" role="region" aria-label="结果">',
        **_DATA_AS,
    },
}
"""Template to what is replaced in it, in this order."""


def in_chinese(description: str) -> str:
    """Return what Datasette says of a table's filters and order, `where … sorted by … descending`, in Chinese."""
    for phrase, chinese in _DESCRIPTION:
        description = description.replace(phrase, chinese)
    return description


class Translated(BaseLoader):
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
