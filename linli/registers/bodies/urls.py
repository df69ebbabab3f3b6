from django.urls import path

from linli.registers.bodies.views import area, one, sign_ins

app_name = "bodies"
urlpatterns = [
    path("desk/bodies/", area.communities, name="list"),
    path("desk/bodies/heads/", area.heads, name="heads"),
    path("desk/bodies/departments/", area.departments, name="departments"),
    path("desk/bodies/colleagues/", area.colleagues, name="colleagues"),
    path("desk/bodies/sign-ins/", sign_ins.sign_ins, name="sign_ins"),
    path("desk/bodies/sign-ins/<uuid:person_id>/", sign_ins.sign_in_of, name="sign_in_of"),
    path("desk/bodies/at/<uuid:place_id>/", one.at, name="at"),
    path("desk/bodies/plates/<uuid:place_id>/", area.plate, name="plate"),
    path("desk/bodies/posts/<uuid:post_id>/", one.post, name="post"),
    path("desk/bodies/<uuid:body_id>/", one.body, name="body"),
]
