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

PUBLICATION_NAMES: dict[str, str | Promise] = {
    "none": _("不公开，只计入合计"),
    "facts": _("公开事项、社区、时间和进度"),
    "text": _("连同描述和位置一起公开（隐去号码）"),
}
"""What of a matter everyone may read, said by the item's version it was filed under (decision 10)."""

COLUMN_NAMES: dict[str, str | Promise] = {
    "name": _("名称"),
    "name_en": _("英文名称"),
    "standing": _("类别"),
    "summary": _("怎么办（给居民看）"),
    "summary_en": _("怎么办（英文）"),
    "basis": _("依据"),
    "urgency": _("紧急程度"),
    "answer_days": _("几个工作日内答复"),
    "close_days": _("几个工作日内办结"),
    "materials": _("要带的材料"),
    "fee": _("费用"),
    "fee_en": _("费用（英文）"),
    "fields": _("办理时要问的问题"),
    "handler_role": _("先派给谁"),
    "department": _("部门代码"),
    "go_instead": _("不由社区办的，该去哪里"),
    "go_instead_en": _("该去哪里（英文）"),
    "keywords": _("居民会怎么说（关键词）"),
    "open_to_residents": _("居民可以在网上提"),
    "about_body": _("可以指明反映的是哪个单位"),
    "photo_required": _("要有现场照片"),
    "publication": _("对外公开什么"),
    "proof_required": _("答复要有办理前后的照片"),
    "results": _("答复时要填的结果"),
}
"""What an item's columns are called at the desk, in the order of its form."""
