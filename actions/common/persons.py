"""Whether a few characters are most likely a person's name: by the surname in Chinese, by capitals in Latin letters."""

from __future__ import annotations

import re

from handoff.wording.texts import simplified

# The hundred commonest surnames, and those of two characters.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME = re.compile(rf"^(欧阳|司马|诸葛|上官|司徒|夏侯|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}$")
_LATIN = re.compile(r"^[A-Z][\w'’-]+( [A-Z][\w.'’-]*){1,3}$")
# Words that begin like a surname and are none.
_WORD = re.compile(
    r"^(马上|方便|高兴|何必|何时|任何|向上|金额|钱呢|白色|黄色|金色|石头|田地|江边|毛病|万一|严重|任务|许多|于是|余额|程序|段时|龙头|方法|方式|方案|高级|周[一二三四五六日天末几内]|谢谢|林林|汤锅|武器|顾客|贾货|施工|孔子|范围|夏天|秦岭|金牌|钟头|石材|白天|史上|毛巾|白的|黄的|马桶|钱没|钱到)"
)


def is_persons_name(text: str) -> bool:
    """A whole name, no more and no less: "李雷", "John Smith"."""
    plain = simplified(text).strip()
    return (_NAME.match(plain) is not None and _WORD.match(plain) is None) or _LATIN.match(plain) is not None
