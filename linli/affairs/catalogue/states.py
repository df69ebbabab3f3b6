"""Words of the catalogue's closed lists: standings, statuses, urgencies, kinds of questions."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STANDING_NAMES: dict[str, str | Promise] = {
    "must": _("必须办"),
    "assist": _("协助办"),
    "extend": _("延伸服务"),
    "special": _("特色服务"),
    "barred": _("不由社区办"),
}
"""The five standings of an item (必须、协助、延伸、特色、拒绝) as residents read them."""

STANDING_MEANING: dict[str, str | Promise] = {
    "must": _("依法由社区办理，直接找社区。"),
    "assist": _("由政府部门负责，社区帮着收件、跑腿、催办。"),
    "extend": _("街道和部门放到社区办的服务，在家门口就能办。"),
    "special": _("本地自己开设的服务，有条件的社区才有。"),
    "barred": _("按规定社区不能办，下面写明该去哪里。"),
}

STATUS_NAMES: dict[str, str | Promise] = {
    "draft": _("草稿"),
    "published": _("已发布"),
    "withdrawn": _("已停用"),
}

URGENCY_NAMES: dict[str, str | Promise] = {
    "urgent": pgettext_lazy("urgency", "紧急"),
    "soon": pgettext_lazy("urgency", "较急"),
    "ordinary": pgettext_lazy("urgency", "一般"),
}
