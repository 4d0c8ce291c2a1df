"""Word files for tests, made of the XML that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NUMBERED = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1章"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlRestart w:val="0"/>
    <w:pStyle w:val="article"/><w:lvlText w:val="第%2条"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
    <w:lvlText w:val="（%3）"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""
STYLES = """<w:style w:type="paragraph" w:styleId="article"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="narrow"><w:basedOn w:val="article"/></w:style>"""


_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _content_types(parts: Mapping[str, bytes]) -> str:
    """Return what Word wants to know of each part of a file."""
    kinds = {"document": "document.main", "numbering": "numbering", "styles": "styles"}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    types += "".join(f'<Override PartName="/word/{name}" ContentType="message/rfc822"/>' for name in parts)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = (
        f'<Default Extension="rels" ContentType="{relations}"/><Default Extension="xml" ContentType="application/xml"/>'
    )
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{space}">{defaults}{types}</Types>'


def word(body: str, numbering: str = "", styles: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return a Word file with a body; `parts` are further files, each a relation of the name of its stem."""
    files = {"word/numbering.xml": ("numbering", numbering), "word/styles.xml": ("styles", styles)}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{path.removeprefix("word/")}"/>'
        for path, (name, _) in files.items()
    )
    relations += "".join(
        f'<Relationship Id="{path.partition(".")[0]}" Type="{OFFICE}/aFChunk" Target="{path}"/>' for path in parts or {}
    )
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as package:
        main = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        package.writestr("[Content_Types].xml", _content_types(parts or {}))
        package.writestr("_rels/.rels", f'<Relationships xmlns="{RELATIONS}">{main}</Relationships>')
        package.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}" '
            f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>',
        )
        for path, (name, content) in files.items():
            package.writestr(path, f'<w:{name} xmlns:w="{MAIN}">{content}</w:{name}>')
        for path, content in (parts or {}).items():
            package.writestr(f"word/{path}", content)
    return raw.getvalue()


_BLOCKS = """
    p r t tab br tbl tr tc tcPr trPr pPr rPr numPr ins del sdt sdtContent altChunk txbxContent abstractNum lvl num
    lvlOverride style mc:AlternateContent mc:Choice footnote
"""
_LEAVES = """
    numId ilvl pStyle gridSpan gridBefore vMerge vanish start numFmt lvlText lvlRestart isLgl suff abstractNumId
    startOverride basedOn styleLink numStyleLink
"""
_VALUES = """
    0 1 2 8 -1 x 99999999999 continue restart nothing chunk article paragraph %1 第%1条 %1.%2.%9 chineseCounting
    lowerLetter upperRoman decimalZero ideographTraditional decimalEnclosedCircle bullet none
"""
_DEEPEST = 60


def any_markup(data: bytes) -> str:
    """Return well-formed XML of any elements and values that Word writes, in any order: two bytes an element."""
    out: list[str] = []
    open_: list[str] = []
    names, leaves, values = f"{_BLOCKS} {_LEAVES}".split(), _LEAVES.split(), _VALUES.split()
    for kind, told in zip(data[::2], data[1::2], strict=False):
        name, said = names[kind % len(names)], values[told % len(values)]
        for _ in range(min(len(open_), told // 64 if len(open_) < _DEEPEST else 1)):
            out.append(f"</{open_.pop()}>")
        tag = name if ":" in name else f"w:{name}"
        attributes = "".join(
            f' w:{key}="{said}"' for key in ("val", "ilvl", "abstractNumId", "numId", "styleId", "type")
        )
        if name in leaves:
            out.append(f"<{tag}{attributes}/>")
        else:
            out.append(f'<{tag}{attributes} r:id="{said}">')
            open_.append(tag)
            out.append("第一条 甲" if name == "t" else "")
    return "".join(out) + "".join(f"</{tag}>" for tag in reversed(open_))


def p(words: str, *, style: str = "", level: int | None = None, number: int = 1) -> str:
    """Return a paragraph."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
