from django.urls import path

from linli.base.accounts.views import outside, own, phone, recover, second, signing

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("posts/", signing.posts, name="posts"),
    path("second/", second.second, name="second"),
    path("second/set-up/", second.set_up, name="set_up"),
    path("recover/", recover.recover, name="recover"),
    path("phone/", phone.phone, name="phone"),
    path("phone/code/", phone.phone_code, name="phone_code"),
    path("with/<slug:name>/", outside.leave, name="outside"),
    path("with/<slug:name>/back/", outside.back, name="outside_back"),
    path("own/bind/", own.bind, name="bind"),
    path("own/", own.own, name="own"),
    path("own/password/", own.password, name="password"),
    path("own/spare-codes/", own.spare_codes, name="spare_codes"),
    path("own/factors/<uuid:factor_id>/remove/", own.remove_factor, name="remove_factor"),
    path("own/sessions/<uuid:session_id>/end/", own.end_session, name="end_session"),
]
