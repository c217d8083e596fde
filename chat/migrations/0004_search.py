import django.db.models.deletion
from django.db import migrations, models

from chat.search_index import write_tokens

BATCH = 2000

# FTS5 keeps its words apart from the table; the triggers are what keeps both the same.
SQLITE = (
    "CREATE VIRTUAL TABLE chat_search USING fts5("
    "tokens, content='chat_searchentry', content_rowid='message_id', detail=none, columnsize=0)",
    "INSERT INTO chat_search(chat_search) VALUES ('rebuild')",
    "CREATE TRIGGER chat_search_insert AFTER INSERT ON chat_searchentry BEGIN "
    "INSERT INTO chat_search(rowid, tokens) VALUES (new.message_id, new.tokens); END",
    "CREATE TRIGGER chat_search_delete AFTER DELETE ON chat_searchentry BEGIN "
    "INSERT INTO chat_search(chat_search, rowid, tokens) VALUES ('delete', old.message_id, old.tokens); END",
    "CREATE TRIGGER chat_search_update AFTER UPDATE ON chat_searchentry BEGIN "
    "INSERT INTO chat_search(chat_search, rowid, tokens) VALUES ('delete', old.message_id, old.tokens); "
    "INSERT INTO chat_search(rowid, tokens) VALUES (new.message_id, new.tokens); END",
)
MYSQL = ("ALTER TABLE chat_searchentry ADD FULLTEXT INDEX chat_search (tokens)",)


def index_messages(apps, _):
    """What was said until now; a million messages take about a minute."""
    Message, SearchEntry = apps.get_model("chat", "Message"), apps.get_model("chat", "SearchEntry")
    last = 0
    while batch := list(Message.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        entries = [SearchEntry(message_id=row.pk, tokens=tokens) for row in batch if (tokens := write_tokens(row))]
        SearchEntry.objects.bulk_create(entries, batch_size=400)


def make_index(_, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else MYSQL:
        schema_editor.execute(statement, params=None)


def drop_index(_, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE chat_search")  # the triggers go with their table


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0003_people_and_rooms'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='chat.message')),
                ('tokens', models.TextField()),
            ],
        ),
        migrations.RunPython(index_messages, migrations.RunPython.noop, atomic=False),
        migrations.RunPython(make_index, drop_index, atomic=False),
    ]
