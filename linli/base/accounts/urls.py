from django.urls import path

from linli.base.accounts.views import own, second, signing

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("posts/", signing.posts, name="posts"),
    path("second/", second.second, name="second"),
    path("second/set-up/", second.set_up, name="set_up"),
    path("own/", own.own, name="own"),
    path("own/password/", own.password, name="password"),
    path("own/spare-codes/", own.spare_codes, name="spare_codes"),
    path("own/factors/<uuid:factor_id>/remove/", own.remove_factor, name="remove_factor"),
    path("own/sessions/<uuid:session_id>/end/", own.end_session, name="end_session"),
]
